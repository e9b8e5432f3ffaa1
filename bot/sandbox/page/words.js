// Every word of the page, in both scripts: [简体, 繁體]. The second is written for readers in Taiwan and Hong Kong.

const TABLE = {
  title: ["沙盒", "沙盒"],
  skip: ["跳到输入框", "跳到輸入框"],
  chat: ["聊天", "聊天室"],
  messages: ["消息", "訊息"],
  bot: ["机器人", "機器人"],
  group: ["群组", "群組"],
  typing: ["正在输入…", "正在輸入…"],
  blocked: ["已屏蔽机器人", "已封鎖機器人"],
  start: ["开始", "開始"],
  empty: ["还没有消息。点“开始”，就像第一次打开它一样。", "還沒有訊息。按「開始」，就像第一次打開它一樣。"],
  empty_group: ["群里还没有消息。", "群組裡還沒有訊息。"],
  local_only: ["这里只在这台电脑上，消息不会发到外面。", "這裡只在這部電腦上，訊息不會傳到外面。"],
  newest: ["回到最新消息", "回到最新訊息"],
  today: ["今天", "今天"],
  yesterday: ["昨天", "昨天"],
  said_me: ["我：", "我："],
  said_bot: ["机器人：", "機器人："],
  said_by: ["{name}：", "{name}："],
  edited: ["已编辑", "已編輯"],
  forwarded: ["转发自 {name}", "轉寄自 {name}"],
  pinned: ["置顶消息", "置頂訊息"],
  picture: ["图片", "圖片"],
  document: ["文件", "檔案"],
  voice: ["语音", "語音"],
  sticker: ["贴纸", "貼圖"],
  poll: ["投票", "投票"],
  other_kind: ["系统消息", "系統訊息"],
  opens_link: ["打开链接", "開啟連結"],
  copies: ["复制：", "複製："],
  copied: ["已复制", "已複製"],
  copy_by_hand: ["浏览器不让复制，请手动选取：{text}", "瀏覽器不允許複製，請自行選取：{text}"],
  more: ["这条消息的更多操作", "這則訊息的更多操作"],
  edit: ["编辑", "編輯"],
  reply: ["回复", "回覆"],
  copy: ["复制文字", "複製文字"],
  editing: ["编辑消息", "編輯訊息"],
  replying: ["回复", "回覆"],
  cancel: ["取消", "取消"],
  write: ["写消息", "輸入訊息"],
  send: ["发送", "傳送"],
  save: ["保存", "儲存"],
  menu: ["菜单", "選單"],
  commands: ["命令", "指令"],
  no_commands: ["机器人还没有设置命令。", "機器人還沒有設定指令。"],
  attach: ["添加", "附加"],
  voice_clip: ["一段语音", "一段語音"],
  forward: ["转发别人的消息", "轉寄別人的訊息"],
  forward_title: ["转发一条消息", "轉寄一則訊息"],
  forward_from: ["原来是谁发的", "原本是誰傳的"],
  forward_name: ["催收员小李", "催收專員小李"],
  forward_picture: ["或者一张截图", "或是一張截圖"],
  leave_group: ["把机器人移出群", "把機器人移出群組"],
  left_group: ["机器人不在群里", "機器人不在群組裡"],
  answers: ["可以直接选", "可以直接選"],
  forward_text: ["消息内容", "訊息內容"],
  poll_title: ["发一个投票", "發起投票"],
  question: ["问题", "問題"],
  sticker_title: ["选一个贴纸", "選一張貼圖"],
  create: ["完成", "完成"],
  close: ["关闭", "關閉"],
  ok: ["知道了", "知道了"],
  tools: ["沙盒工具", "沙盒工具"],
  people: ["现在是谁在聊", "現在是誰在聊"],
  me: ["我", "我"],
  add_person: ["加一个人", "加一個人"],
  name: ["名字", "名字"],
  person_name: ["阿明", "阿明"],
  client_language: ["手机语言", "手機語言"],
  block: ["屏蔽机器人", "封鎖機器人"],
  unblock: ["解除屏蔽", "解除封鎖"],
  was_blocked: ["你屏蔽了机器人，它现在发不了消息给你。", "你封鎖了機器人，它現在無法傳訊息給你。"],
  add_group: ["把机器人拉进群", "把機器人加進群組"],
  group_name: ["群名", "群組名稱"],
  group_example: ["家里人", "家人群組"],
  group_kind: ["类型", "類型"],
  kind_group: ["普通群", "一般群組"],
  kind_supergroup: ["超级群", "超級群組"],
  kind_channel: ["频道", "頻道"],
  time: ["沙盒里的时间", "沙盒裡的時間"],
  zone: ["北京、香港、台北同一时间", "台北、香港、北京同一時間"],
  ten_minutes: ["+10 分钟", "+10 分鐘"],
  one_hour: ["+1 小时", "+1 小時"],
  one_day: ["+1 天", "+1 天"],
  tomorrow: ["到明天 10:00", "到明天 10:00"],
  moved_to: ["时间到了 {time}", "時間來到 {time}"],
  page_language: ["页面文字", "頁面文字"],
  reconnecting: ["连接断了，正在重新连上。写的字还在。", "連線中斷，正在重新連上。輸入的文字還在。"],
  back_again: ["又连上了", "已重新連上"],
  not_sent: ["没送到，可以再试一次。", "沒有送出，可以再試一次。"],
  gone_button: ["这个按钮已经换掉了。", "這個按鈕已經換掉了。"],
};

const LANGUAGES = ["zh-Hans", "zh-Hant"];
const KEPT = "sandbox.page_language";

/** The page language for a browser that says `code`: Traditional for Taiwan, Hong Kong and Macau. */
export function scriptFor(code) {
  return /hant|tw|hk|mo/i.test(code ?? "") ? "zh-Hant" : "zh-Hans";
}

/** What a Telegram client of a person with this browser would send as `language_code`. */
export function clientLanguageFor(code) {
  if (!/^zh/i.test(code ?? "")) return "en";
  if (/hk|mo/i.test(code)) return "zh-hk";
  return scriptFor(code).toLowerCase();
}

let language = localStorage.getItem(KEPT) ?? scriptFor(navigator.language);

export const pageLanguage = () => language;

/** The word for `key` in the page language, its {places} filled. */
export function word(key, places = {}) {
  const text = TABLE[key][LANGUAGES.indexOf(language)];
  return text.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");
}

/** Change the page language and everything already written in it. */
export function speak(chosen) {
  language = LANGUAGES.includes(chosen) ? chosen : LANGUAGES[0];
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  fill(document);
}

/** Write the words into every element that asks for one by data-word, data-label or data-hint. */
export function fill(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.matches("button")) node.title = word(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
}
