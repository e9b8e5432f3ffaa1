"""What a person can really pay. Pure, Decimal."""
