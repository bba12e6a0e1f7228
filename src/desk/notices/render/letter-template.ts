// How a letter looks on paper, in Typst: A4 folded in three, the address where a window envelope (長形3号) shows it, the
// sender's head on the right, fold marks at the edge. All words come in as text and are never read as markup.

export const LETTER_TEMPLATE = `
#let job = json(bytes(sys.inputs.job))
#set document(title: job.title)
#set page(
  paper: "a4",
  margin: (top: 18mm, bottom: 17mm, left: 22mm, right: 22mm),
  foreground: {
    place(top + left, dx: 3mm, dy: 99mm, line(length: 4mm, stroke: 0.3pt + luma(60%)))
    place(top + left, dx: 3mm, dy: 198mm, line(length: 4mm, stroke: 0.3pt + luma(60%)))
  },
)
#set text(font: "Noto Sans JP", size: 10pt, lang: job.lang)
#set par(leading: 0.72em, spacing: 1.15em)
#show heading: it => block(above: 1.25em, below: 0.7em, sticky: true, text(size: 11pt, weight: "bold", it.body))

#let address(person) = place(top + left, block(width: 84mm, height: 36mm, clip: true, inset: (top: 1.5mm))[
  #set par(leading: 0.6em, spacing: 0.6em)
  #text(size: 10pt, person.postcode) \\
  #for row in person.address [#text(size: 10pt, row) \\ ]
  #v(1.5mm)
  #text(size: if person.name.clusters().len() > 18 { 10pt } else { 12.5pt }, person.name)
])

#let head() = place(top + right, block(width: 62mm)[
  #set align(right)
  #set text(size: 9pt)
  #set par(leading: 0.6em, spacing: 0.6em)
  #for row in job.sender [#row \\ ]
])

#let items(part) = for (n, item) in part.items.enumerate() {
  let mark = if part.ordered { str(n + 1) + "." } else { "・" }
  block(above: 0.55em, below: 0.55em, grid(columns: (1.6em, 1fr), mark, item))
}

#for (n, letter) in job.letters.enumerate() {
  if n > 0 { pagebreak() }
  [#metadata(letter.reference) <letter>]
  address(letter.person)
  head()
  v(44mm)
  block(below: 1.2em, text(size: 12pt, weight: "bold", letter.subject))
  for part in letter.parts {
    if part.kind == "heading" { heading(part.text) }
    else if part.kind == "paragraph" {
      par(for (k, row) in part.rows.enumerate() { if k > 0 { linebreak() }; row })
    }
    else if part.kind == "list" { items(part) }
    else { table(columns: part.columns, stroke: 0.4pt + luma(70%), inset: 5pt, ..part.cells) }
  }
}
#if job.asksPlaces {
  context [#metadata(query(<letter>).map(mark => mark.location().page())) <pages>]
}
`;
