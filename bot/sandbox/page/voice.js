// A short made-up voice clip: a tone that rises and falls, as a WAV file.

const RATE = 8_000;
const SECONDS = 1;
const HEADER_BYTES = 44;
const LOUDNESS = 8_000;
const PITCH_HZ = 220;

function header(view, bytes) {
  const ascii = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, bytes, true);
}

/** One second of sound, 16 bit mono. */
export function voiceClip() {
  const samples = RATE * SECONDS;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples * 2));
  header(view, samples * 2);
  for (let i = 0; i < samples; i += 1) {
    const swell = Math.sin((Math.PI * i) / samples);
    const wave = Math.sin((2 * Math.PI * PITCH_HZ * i) / RATE);
    view.setInt16(HEADER_BYTES + i * 2, LOUDNESS * swell * wave, true);
  }
  return new File([view], "voice.wav", { type: "audio/wav" });
}
