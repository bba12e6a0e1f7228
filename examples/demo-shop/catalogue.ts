// What the demonstration shop sells. All names and makers are invented.

export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly en: string;
  readonly priceYen: number;
  readonly mark: string;
  readonly tone: "sea" | "moss" | "clay" | "night" | "plum" | "straw";
  readonly lead: string;
  readonly text: string;
  readonly unit: string;
}

export const PRODUCTS: readonly Product[] = [
  {
    slug: "oyster",
    name: "朝獲れ真牡蠣",
    en: "Oysters in the shell",
    priceYen: 4_800,
    mark: "牡",
    tone: "sea",
    lead: "水揚げしたその日に発送します",
    text: "入江の静かな筏で二年育てた、身の厚い真牡蠣です。殻付きのまま氷詰めでお届けします。生でも、蒸しても。",
    unit: "殻付き 20個",
  },
  {
    slug: "oyster-oil",
    name: "牡蠣の燻製オイル漬け",
    en: "Smoked oysters in oil",
    priceYen: 1_980,
    mark: "燻",
    tone: "clay",
    lead: "桜のチップでゆっくり燻しました",
    text: "ぷっくりとした牡蠣を桜で燻し、米油に漬けました。そのままお酒の友に、残った油はパスタにどうぞ。",
    unit: "120g",
  },
  {
    slug: "pillow",
    name: "そば殻と檜の枕",
    en: "Buckwheat and cypress pillow",
    priceYen: 7_600,
    mark: "枕",
    tone: "straw",
    lead: "高さを自分で変えられます",
    text: "信州のそば殻に檜の玉を合わせました。中身を出し入れして、お好みの高さに。カバーは洗えます。",
    unit: "43×63cm",
  },
  {
    slug: "stole",
    name: "秋色ウールストール",
    en: "Wool stole",
    priceYen: 12_800,
    mark: "織",
    tone: "plum",
    lead: "一枚ずつ手で織り上げました",
    text: "細い毛糸をゆるく織った、軽くて暖かい大判のストール。色はひとつの染め釜ごとに少しずつ違います。",
    unit: "70×190cm",
  },
  {
    slug: "tea",
    name: "深蒸し煎茶",
    en: "Deep-steamed green tea",
    priceYen: 1_296,
    mark: "茶",
    tone: "moss",
    lead: "八十八夜に摘みました",
    text: "山あいの茶園で摘んだ一番茶を、長めに蒸しました。濃い緑と、まろやかな甘みが特長です。",
    unit: "100g",
  },
  {
    slug: "hojicha",
    name: "炭火ほうじ茶",
    en: "Charcoal-roasted tea",
    priceYen: 864,
    mark: "焙",
    tone: "clay",
    lead: "香りのよい茎だけを使います",
    text: "茎茶を炭火で少しずつ焙じました。夜にも飲みやすい、香ばしく軽いお茶です。",
    unit: "80g",
  },
  {
    slug: "salt",
    name: "釜炊きの藻塩",
    en: "Seaweed salt",
    priceYen: 648,
    mark: "塩",
    tone: "sea",
    lead: "海藻のうま味を移しました",
    text: "海水とほんだわらを平釜で炊き上げました。おむすび、天ぷら、焼き魚に。",
    unit: "90g",
  },
  {
    slug: "sticker",
    name: "店守ねこのシール",
    en: "Shop cat sticker",
    priceYen: 220,
    mark: "猫",
    tone: "night",
    lead: "売上の一部は保護猫の会へ",
    text: "当店の看板猫をかたどった、水に強いシールです。ポストにお届けします。",
    unit: "1枚",
  },
];

export const SHIPPING_YEN = 660;
/** Extra fee for cash on delivery, as Japanese carriers charge it. */
export const COD_FEE_YEN = 330;

export function findProduct(slug: string): Product | undefined {
  return PRODUCTS.find((product) => product.slug === slug);
}
