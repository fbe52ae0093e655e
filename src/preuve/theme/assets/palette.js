/* The palette: Ctrl-K or / opens it, what is typed is looked for in everything that the manual holds, Enter opens the first.

   The look-up is MiniSearch's (palette/minisearch.js, its licence beside it). It and the data (palette/data.js, written by
   the build) are loaded when the palette is opened for the first time, as scripts, so that it works from disk. */
(() => {
  "use strict"

  const SHOWN = 12
  /* What a kind counts, all else equal: who types a word means the indicator rather than a proof that has it in its title. */
  const WEIGHT = { indicator: 2.2, page: 1.6, criterion: 1.3, session: 1.2, person: 1.1, clause: 1.1, proof: 1, heading: .8, line: .8 }
  const EMPTY = new Set(("a au aux avec ce ces d dans de des du en est et l la le les leur leurs ma mes n nos notre nous ou où par pas pour qu que qui sa se " +
    "ses son sur un une vos votre vous the of and for to in on is are our your with what where how comment quel quelle quels quelles mon my art article articles").split(" "))

  const LINKS = ["", "de", "d", "del", "dela", "du", "des", "l", "la", "le", "les", "et", "of", "and"]

  /* "n° 016", "proof 98": the number alone is what is meant. */
  const NUMBER_OF = /^\s*(?:n[°ºo]\.?|no\.?|num(?:[ée]ro|ber)?|#|preuves?|proofs?|pi[èe]ce|document|session)\s*(?=\S*\d)/i

  /* An article of a code is one word however it is typed: L. 6313-1, L6313-1. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase()
    .replace(/\b([lrd])\.?\s*(?=\d{4}-\d)/g, "$1")

  /* A word without the ending that its number, its gender or its form gives it, in French and English. */
  const stem = (word) => {
    if (/\d/.test(word) || word.length < 4) return word.replace(/^0+(?=\d)/, "")
    let stemmed = word.replace(/(?:aux)$/, "al").replace(/(?:ies)$/, "y").replace(/(?:s|x)$/, "")
    stemmed = stemmed.replace(/(?:ees?|es?)$/, "")
    return stemmed.length < 3 ? word : stemmed
  }

  /* Words of a text: parted at every sign, what is elided left out; a compound also as one word (drop-out: dropout). */
  const words = (text) => {
    const folded = fold(text).replace(/\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]/g, " ")
    const parts = folded.split(/[^\p{L}\p{N}]+/u)
    const whole = (folded.match(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)+/gu) ?? []).map((compound) => compound.replace(/[-.]/g, ""))
    const numbered = parts.flatMap((part) => part.match(/^(\p{L}{3,})(\d+)$/u)?.slice(1) ?? []) // indicateur12
    return [...parts, ...whole, ...numbered].filter((word) => word && !EMPTY.has(word))
  }

  /* Its look is not waited for either: the dialog is closed. */
  const look = new URL("palette.css", document.currentScript.src).href
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: look }))

  const loaded = {}
  const load = (address) => loaded[address] ??= new Promise((done, fail) => {
    document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: fail }))
  })

  /* Returns what gives the entries for a text, the best first. */
  function index({ entries }) {
    const FIELDS = ["kind", "title", "about", "href", "names", "words", "text"]
    /* An id as people type it: AB-016 also as AB016, AB16, 016 and 16. */
    const forms = (id) => {
      const first = id.split(/[-_. ]/), last = first.pop(), short = last.replace(/^0+(?=.)/, "")
      return [id, [...first, last].join(""), [...first, short].join(""), last, short]
    }
    const documents = entries.map((values, id) => ({ id, ...Object.fromEntries(FIELDS.map((name, place) => [name, values[place]])) }))
    let known = new Set() // all words of the manual, until they were read
    const search = new MiniSearch({
      fields: ["names", "title", "words", "text", "about"],
      tokenize: words,
      processTerm: (word) => { const stemmed = stem(word); known?.add(stemmed); return stemmed },
      searchOptions: { boost: { names: 6, title: 4, words: 3, about: .6, text: 1 } },
    })
    for (const entry of documents) {
      if (!["proof", "line", "session"].includes(entry.kind)) continue
      const [id, ...codes] = entry.names.split(" ") // a code beside the id, such as an offer's, is not meant by its number alone
      entry.names = [...forms(id), ...codes.flatMap((code) => forms(code).slice(0, 3))].join(" ")
    }
    search.addAll(documents)
    const vocabulary = known
    known = null
    /* Two words typed as one: reglementinterieur, maitredapprentissage. */
    const parted = (word) => {
      for (let cut = word.length - 4; cut > 3; cut--) {
        const first = word.slice(0, cut), rest = word.slice(cut)
        if (!vocabulary.has(stem(first))) continue
        for (const link of LINKS) {
          const second = rest.slice(link.length)
          if (rest.startsWith(link) && second.length > 3 && vocabulary.has(stem(second))) return `${first} ${second}`
        }
      }
      return word
    }
    const boostDocument = (id) => WEIGHT[documents[id].kind] ?? 1
    const named = new Map()
    for (const { id, names } of documents) {
      for (const name of names.split(" ")) if (name) named.set(stem(fold(name)), [...named.get(stem(fold(name))) ?? [], id])
    }
    const ways = [
      { combineWith: "AND", prefix: (term) => term.length > 1, fuzzy: (term) => term.length > 3 && !/\d/.test(term) ? .2 : false, weights: { fuzzy: .25, prefix: .6 } },
      { combineWith: "OR", prefix: (term) => term.length > 2, fuzzy: (term) => term.length > 3 && !/\d/.test(term) ? .25 : false, weights: { fuzzy: .2, prefix: .5 } },
      { combineWith: "OR", prefix: true, fuzzy: .4, maxFuzzy: 4, weights: { fuzzy: .2, prefix: .5 } },
    ]
    return (text) => {
      const asked = text.replace(NUMBER_OF, "") || text
      const exact = fold(asked).replace(/[^\p{L}\p{N}]+/gu, "")
      const phrase = ` ${words(asked).map(stem).join(" ")} `
      const found = new Map()
      for (const [step, way] of ways.entries()) {
        if (found.size >= 3) break
        const tried = step && !found.size ? fold(asked).replace(/\p{L}{8,}/gu, (word) => vocabulary.has(stem(word)) ? word : parted(word)) : asked
        for (const { id, score } of search.search(tried, { ...way, boostDocument })) {
          if (found.has(id)) continue
          const { kind, names, title, words: trade } = documents[id]
          let weight = score * .1 ** step // what holds all the words comes before what holds some, or something like them
          // A whole name or number is what was meant, whatever else holds the same letters.
          if (fold(names).split(" ").some((name) => stem(name.replace(/[^\p{L}\p{N}]+/gu, "")) === stem(exact))) weight *= kind === "indicator" ? 60 : 30
          else if (trade.split(" · ").some((term) => ` ${words(term).map(stem).join(" ")} ` === phrase)) weight *= 3
          else if (` ${words(title).map(stem).join(" ")} ` === phrase) weight *= 3
          else if (` ${words(title).map(stem).join(" ")} `.includes(phrase)) weight *= 1.5
          found.set(id, weight)
        }
      }
      const sorted = [...found].sort(([, first], [, second]) => second - first).map(([id]) => documents[id])
      // Lines of a register that are called alike are one answer: the others come last.
      const first = new Map(sorted.filter(({ kind }) => kind === "line").reverse().map((entry) => [entry.title, entry]))
      const again = sorted.filter((entry) => entry.kind === "line" && first.get(entry.title) !== entry)
      return [...sorted.filter((entry) => !again.includes(entry)), ...again]
    }
  }

  addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-preuve-palette]")
    if (!dialog) return
    const input = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]"), status = dialog.querySelector("[role=status]")
    const base = JSON.parse(document.getElementById("__config").textContent).base
    const top = new URL(base.replace(/\/?$/, "/"), location) // the page not found has "/"
    let find, kinds = {}, active = -1

    const ready = async () => {
      if (find) return
      try {
        await Promise.all(["minisearch.js", "data.js"].map((name) => load(new URL(`assets/palette/${name}`, top).href)))
        kinds = preuvePalette.kinds
        find = index(preuvePalette)
        show()
      } catch { status.textContent = dialog.dataset.failed }
    }
    const options = () => [...list.querySelectorAll("[role=option]")]
    const choose = (number) => {
      const rows = options()
      if (!rows.length) { active = -1; input.removeAttribute("aria-activedescendant"); return }
      active = (number + rows.length) % rows.length
      rows.forEach((row, place) => row.setAttribute("aria-selected", place === active))
      input.setAttribute("aria-activedescendant", rows[active].id)
      rows[active].scrollIntoView({ block: "nearest" })
    }
    const row = (entry, number) => {
      // The row is the link: Ctrl, the middle button and the context menu do what they do anywhere; nothing is nested in it.
      const option = Object.assign(document.createElement("a"), { id: `pv-palette-${number}`, role: "option", href: new URL(entry.href, top).href, tabIndex: -1 })
      const part = (name, text) => Object.assign(document.createElement("span"), { className: name, textContent: text })
      option.append(part("pv-palette-kind", kinds[entry.kind] ?? ""), " ", part("pv-palette-title", entry.title), " ", part("pv-palette-about", entry.about))
      return option
    }
    const show = () => {
      if (!find) return
      const text = input.value.trim()
      const found = text ? find(text).slice(0, SHOWN) : []
      // What the pages say, word by word, is looked for by Material's own search: the last row leads there.
      const whole = { kind: "text", title: dialog.dataset.text.replace("{words}", text), about: "", href: `${document.querySelector(".md-search") ? location.pathname : ""}?q=${encodeURIComponent(text)}` }
      list.replaceChildren(...(text ? [...found, whole] : []).map(row))
      list.hidden = !text
      input.setAttribute("aria-expanded", text !== "")
      status.textContent = !text ? "" : found.length ? dialog.dataset.found.replace("{count}", found.length) : dialog.dataset.none
      choose(0)
    }
    const open = () => {
      if (!dialog.open) dialog.showModal()
      input.select()
      ready()
      return true
    }
    input.addEventListener("input", show)
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") choose(active + 1)
      else if (event.key === "ArrowUp") choose(active - 1)
      else if (event.key === "Enter" && active >= 0) options()[active].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey }))
      else return
      event.preventDefault()
    })
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close()
    })
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault()
        event.stopImmediatePropagation()
        open()
      }
    }, { capture: true })
    document.querySelectorAll("[data-preuve-palette-open]").forEach((button) => { button.hidden = false; button.addEventListener("click", open) })
    window.preuveOpenPalette = open
  })
})()
