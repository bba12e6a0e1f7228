// Names and places that customers are made of. Written for Misemori from what is generally known: which surnames and given names
// are common in Japan (order of size only, no dataset copied), and post codes of well-known town areas as Japan Post publishes
// them (Japan Post claims no copyright in its post code data). Few on purpose: a rare name would stand out more than a common one.

/**
 * Numbers nobody can have. The Ministry's table of numbers (soumu.go.jp/joho_tsusin/top/tel_number, as in force since 2019-05-22) gives
 * mobile telephones 070C…, 080C…, 090C… "C other than 0", and services 0AB0 only for AB = 12, 17, 18, 57, 80, 99: 0700 and 0900 are
 * nothing. 0800 is the free-call service, 0600 another one, so neither stands here.
 */
export const DEAD_PREFIXES = ["070-0", "090-0"] as const;

/** Kanji, katakana, romaji; the commonest first. */
export type Name = readonly [kanji: string, kana: string, romaji: string];

export const SURNAMES: readonly Name[] = [
  ["佐藤", "サトウ", "sato"],
  ["鈴木", "スズキ", "suzuki"],
  ["高橋", "タカハシ", "takahashi"],
  ["田中", "タナカ", "tanaka"],
  ["伊藤", "イトウ", "ito"],
  ["渡辺", "ワタナベ", "watanabe"],
  ["山本", "ヤマモト", "yamamoto"],
  ["中村", "ナカムラ", "nakamura"],
  ["小林", "コバヤシ", "kobayashi"],
  ["加藤", "カトウ", "kato"],
  ["吉田", "ヨシダ", "yoshida"],
  ["山田", "ヤマダ", "yamada"],
  ["佐々木", "ササキ", "sasaki"],
  ["山口", "ヤマグチ", "yamaguchi"],
  ["松本", "マツモト", "matsumoto"],
  ["井上", "イノウエ", "inoue"],
  ["木村", "キムラ", "kimura"],
  ["林", "ハヤシ", "hayashi"],
  ["斎藤", "サイトウ", "saito"],
  ["清水", "シミズ", "shimizu"],
  ["山崎", "ヤマザキ", "yamazaki"],
  ["森", "モリ", "mori"],
  ["池田", "イケダ", "ikeda"],
  ["橋本", "ハシモト", "hashimoto"],
  ["阿部", "アベ", "abe"],
  ["石川", "イシカワ", "ishikawa"],
  ["山下", "ヤマシタ", "yamashita"],
  ["中島", "ナカジマ", "nakajima"],
  ["石井", "イシイ", "ishii"],
  ["小川", "オガワ", "ogawa"],
  ["前田", "マエダ", "maeda"],
  ["岡田", "オカダ", "okada"],
  ["長谷川", "ハセガワ", "hasegawa"],
  ["藤田", "フジタ", "fujita"],
  ["後藤", "ゴトウ", "goto"],
  ["近藤", "コンドウ", "kondo"],
  ["村上", "ムラカミ", "murakami"],
  ["遠藤", "エンドウ", "endo"],
  ["青木", "アオキ", "aoki"],
  ["坂本", "サカモト", "sakamoto"],
  ["福田", "フクダ", "fukuda"],
  ["太田", "オオタ", "ota"],
  ["西村", "ニシムラ", "nishimura"],
  ["藤井", "フジイ", "fujii"],
  ["岡本", "オカモト", "okamoto"],
  ["藤原", "フジワラ", "fujiwara"],
  ["三浦", "ミウラ", "miura"],
  ["中野", "ナカノ", "nakano"],
  ["原田", "ハラダ", "harada"],
  ["松田", "マツダ", "matsuda"],
  ["竹内", "タケウチ", "takeuchi"],
  ["上田", "ウエダ", "ueda"],
  ["中山", "ナカヤマ", "nakayama"],
  ["和田", "ワダ", "wada"],
  ["森田", "モリタ", "morita"],
  ["石田", "イシダ", "ishida"],
];

/** Given names by sex and by when their bearers were born: `until` is the last year of birth of that group. */
export const GIVEN_NAMES: readonly {
  readonly sex: "female" | "male";
  readonly until: number;
  readonly names: readonly Name[];
}[] = [
  {
    sex: "female",
    until: 1974,
    names: [
      ["恵子", "ケイコ", "keiko"],
      ["由美子", "ユミコ", "yumiko"],
      ["久美子", "クミコ", "kumiko"],
      ["裕子", "ユウコ", "yuko"],
      ["真由美", "マユミ", "mayumi"],
      ["明美", "アケミ", "akemi"],
      ["智子", "トモコ", "tomoko"],
      ["直美", "ナオミ", "naomi"],
      ["純子", "ジュンコ", "junko"],
      ["陽子", "ヨウコ", "yoko"],
    ],
  },
  {
    sex: "female",
    until: 1989,
    names: [
      ["恵", "メグミ", "megumi"],
      ["愛", "アイ", "ai"],
      ["美穂", "ミホ", "miho"],
      ["麻衣", "マイ", "mai"],
      ["彩", "アヤ", "aya"],
      ["香織", "カオリ", "kaori"],
      ["優子", "ユウコ", "yuko"],
      ["千尋", "チヒロ", "chihiro"],
      ["裕美", "ヒロミ", "hiromi"],
      ["由佳", "ユカ", "yuka"],
    ],
  },
  {
    sex: "female",
    until: 2100,
    names: [
      ["美咲", "ミサキ", "misaki"],
      ["葵", "アオイ", "aoi"],
      ["萌", "モエ", "moe"],
      ["遥", "ハルカ", "haruka"],
      ["七海", "ナナミ", "nanami"],
      ["彩香", "アヤカ", "ayaka"],
      ["真央", "マオ", "mao"],
      ["優花", "ユウカ", "yuka"],
      ["楓", "カエデ", "kaede"],
      ["千夏", "チナツ", "chinatsu"],
    ],
  },
  {
    sex: "male",
    until: 1974,
    names: [
      ["浩", "ヒロシ", "hiroshi"],
      ["誠", "マコト", "makoto"],
      ["隆", "タカシ", "takashi"],
      ["修", "オサム", "osamu"],
      ["健一", "ケンイチ", "kenichi"],
      ["和彦", "カズヒコ", "kazuhiko"],
      ["哲也", "テツヤ", "tetsuya"],
      ["直樹", "ナオキ", "naoki"],
    ],
  },
  {
    sex: "male",
    until: 1989,
    names: [
      ["大輔", "ダイスケ", "daisuke"],
      ["健太", "ケンタ", "kenta"],
      ["達也", "タツヤ", "tatsuya"],
      ["拓也", "タクヤ", "takuya"],
      ["亮", "リョウ", "ryo"],
      ["剛", "ツヨシ", "tsuyoshi"],
      ["雄太", "ユウタ", "yuta"],
      ["翔太", "ショウタ", "shota"],
    ],
  },
  {
    sex: "male",
    until: 2100,
    names: [
      ["翔", "ショウ", "sho"],
      ["拓海", "タクミ", "takumi"],
      ["大樹", "ダイキ", "daiki"],
      ["蓮", "レン", "ren"],
      ["海斗", "カイト", "kaito"],
      ["陸", "リク", "riku"],
      ["悠斗", "ユウト", "yuto"],
      ["颯太", "ソウタ", "sota"],
    ],
  },
];

/** Post code, prefecture, its number (JIS X 0401), city, town, and the last chome that town has (0: it has none). */
export type Place = readonly [
  postcode: string,
  prefecture: string,
  number: number,
  city: string,
  town: string,
  chomeMax: number,
];

export const PLACES: readonly Place[] = [
  ["060-0042", "北海道", 1, "札幌市中央区", "大通西", 19],
  ["980-0811", "宮城県", 4, "仙台市青葉区", "一番町", 4],
  ["330-0854", "埼玉県", 11, "さいたま市大宮区", "桜木町", 4],
  ["260-0013", "千葉県", 12, "千葉市中央区", "中央", 4],
  ["273-0005", "千葉県", 12, "船橋市", "本町", 7],
  ["150-0001", "東京都", 13, "渋谷区", "神宮前", 6],
  ["150-0002", "東京都", 13, "渋谷区", "渋谷", 4],
  ["151-0053", "東京都", 13, "渋谷区", "代々木", 5],
  ["154-0004", "東京都", 13, "世田谷区", "太子堂", 5],
  ["155-0031", "東京都", 13, "世田谷区", "北沢", 5],
  ["158-0094", "東京都", 13, "世田谷区", "玉川", 4],
  ["160-0022", "東京都", 13, "新宿区", "新宿", 7],
  ["160-0023", "東京都", 13, "新宿区", "西新宿", 8],
  ["166-0003", "東京都", 13, "杉並区", "高円寺南", 5],
  ["167-0043", "東京都", 13, "杉並区", "上荻", 4],
  ["170-0013", "東京都", 13, "豊島区", "東池袋", 5],
  ["171-0021", "東京都", 13, "豊島区", "西池袋", 5],
  ["180-0004", "東京都", 13, "武蔵野市", "吉祥寺本町", 4],
  ["181-0013", "東京都", 13, "三鷹市", "下連雀", 9],
  ["190-0012", "東京都", 13, "立川市", "曙町", 3],
  ["211-0063", "神奈川県", 14, "川崎市中原区", "小杉町", 3],
  ["220-0011", "神奈川県", 14, "横浜市西区", "高島", 2],
  ["221-0835", "神奈川県", 14, "横浜市神奈川区", "鶴屋町", 3],
  ["231-0023", "神奈川県", 14, "横浜市中区", "山下町", 0],
  ["450-0002", "愛知県", 23, "名古屋市中村区", "名駅", 5],
  ["460-0008", "愛知県", 23, "名古屋市中区", "栄", 5],
  ["530-0001", "大阪府", 27, "大阪市北区", "梅田", 3],
  ["542-0081", "大阪府", 27, "大阪市中央区", "南船場", 4],
  ["550-0014", "大阪府", 27, "大阪市西区", "北堀江", 4],
  ["650-0021", "兵庫県", 28, "神戸市中央区", "三宮町", 3],
  ["810-0001", "福岡県", 40, "福岡市中央区", "天神", 5],
  ["812-0011", "福岡県", 40, "福岡市博多区", "博多駅前", 4],
  ["900-0015", "沖縄県", 47, "那覇市", "久茂地", 3],
];

export const HOUSES: readonly string[] = [
  "コーポ",
  "メゾン",
  "ハイツ",
  "サンハイツ",
  "グリーンハイツ",
  "パークハイツ",
];
