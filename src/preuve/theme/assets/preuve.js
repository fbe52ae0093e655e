/* What the pages can do more where a script may run; without it everything is there to be read, and in the same order.

   – Type an indicator's number anywhere to go to it. Previous and next (p, n) are Material's own: the build gives them
     the audit's order.
   – The view for projection: a class on the page, remembered from page to page.
   – A preview of a proof's file, fetched when it is unfolded.
   – The law's words, folded on pages where they were read before.
   – What one chooses the rows of a table by, and their order, kept in the address.

   The build writes what must be known, and the dialogs, into site.js. Nothing is fetched, so that it works from disk. */
(() => {
  "use strict"

  const page = document.documentElement
  page.classList.replace("no-js", "js") // Material's own script says so later: what it shows would move the page
  const PATIENCE = 900 // milliseconds in which a second digit may follow
  const LONGEST = 2 // digits of a number
  const READING = 3000 // milliseconds after which a page's law counts as read

  /* Material keeps what it remembers apart for each site of a host; what cannot be kept is forgotten. */
  /* A proof's page is without Material, and asks under the name that Material keeps it by. */
  const kept = (key) => {
    const { base } = JSON.parse(document.getElementById("__config").textContent)
    return `${new URL(base, location).pathname}.${key}`
  }
  const remembered = (key) => {
    try { return typeof __md_get === "function" ? __md_get(key) : JSON.parse(localStorage.getItem(kept(key))) } catch { return null }
  }
  const remember = (key, value) => {
    try { typeof __md_set === "function" ? __md_set(key, value) : localStorage.setItem(kept(key), JSON.stringify(value)) } catch { /* a browser that keeps nothing */ }
  }

  /* Who switched the keys off has none: Material's own (n, p, s, f …) stop here too. */
  addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " " &&
      document.getElementById("__config") && remembered("pv-keys-off") && !writing(event.composedPath()[0])) event.stopImmediatePropagation()
  }, true)

  if (remembered("pv-projected")) page.classList.add("pv-projected")

  /* Material puts a table of a page's text into a box that scrolls where it is too wide: keys have to reach it. */
  for (const moment of ["load", "resize"]) addEventListener(moment, () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap"))
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute("tabindex")
  })

  addEventListener("DOMContentLoaded", () => {
    if (!window.preuveSite) return
    const { indicators, words, html } = preuveSite
    document.body.insertAdjacentHTML("beforeend", html)
    const before = document.querySelector(".md-header__button[for=__search]")
    if (before) before.insertAdjacentHTML("beforebegin", preuveSite.buttons)
    else document.querySelector(".md-header__inner")?.insertAdjacentHTML("beforeend", preuveSite.buttons)
    age(preuveSite.age)
    const say = hints(document.querySelector(".pv-hint"))
    const proofs = evidence(words, say)
    const keys = { ...projection(words, say), ...help(), ...search(), e: proofs.number }
    const jumpTo = jumps(indicators, words, say)
    const jump = (event) => proofs.open(event) || jumpTo(event)
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writing(event.composedPath()[0])) return
      if (!remembered("pv-keys-off") && (jump(event) || keys[event.key]?.())) event.preventDefault()
    })
    document.querySelectorAll(".pv-preview").forEach((preview) => preview.addEventListener("toggle", () => unfold(preview)))
    document.querySelectorAll("[data-read]").forEach(foldOnceRead)
    document.querySelectorAll("table.pv-register, table.pv-sessions, table.pv-months, table.pv-matrix").forEach((table) => table.addEventListener("mouseover", whole))
    document.querySelectorAll(".pv-choose").forEach((bar, number) => choose(bar, number === 0, words))
  })

  const later = window.requestIdleCallback ?? setTimeout

  /* Says of a page of an earlier day that it is old, marks what ran out since, and counts days from today. */
  function age(site) {
    const now = new Date(), two = (number) => String(number).padStart(2, "0")
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
    if (!site || today <= site.day) return
    const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000)
    const old = days(site.day, today)
    const note = document.createElement("p")
    note.className = "pv-aged"
    note.setAttribute("role", "note")
    note.textContent = old === 1 ? site.one : site.many.replace("{count}", old)
    document.querySelector(".md-content__inner, article")?.prepend(note)
    const [same, next, ahead, before, ago] = site.distances
    document.querySelectorAll("[data-day]").forEach((element) => {
      const far = days(today, element.dataset.day)
      const form = far === 0 ? same : far === 1 ? next : far === -1 ? before : far > 0 ? ahead : ago
      element.textContent = form.replace("{count}", Math.abs(far))
    })
    document.querySelectorAll("[data-holds]").forEach((element) => {
      if (element.dataset.holds >= today) return
      const day = new Date(`${element.dataset.holds}T12:00`)
        .toLocaleDateString(page.lang, { dateStyle: "long" }).replace(/^1 /, page.lang === "fr" ? "1er " : "1 ")
      const until = ` – ${site.until.replace("{day}", day)}`
      element.classList.add("pv-ran-out")
      if (element.title) element.title += until
      const words = element.querySelector(".pv-hidden") ?? element
      words.append(until)
    })
    document.querySelectorAll("[data-until]").forEach((row) => {
      if (row.dataset.until >= today) return
      if (row.dataset.state) row.dataset.state = "expired"
      row.classList.add("pv-idle")
      const badge = row.querySelector(".pv-badge")
      if (badge) { badge.className = "pv-badge pv-expired"; badge.textContent = site.expired }
    })
  }

  const writing = (element) =>
    element.isContentEditable || element.closest?.("input:not([type=checkbox]), textarea, select, dialog")

  /* Returns what shows a short text for a while, and says it to a screen reader. */
  function hints(element) {
    let end
    return (text, milliseconds = 2500) => {
      clearTimeout(end)
      element.textContent = text
      element.classList.toggle("pv-shown", text !== "")
      if (text) end = setTimeout(() => element.classList.remove("pv-shown"), milliseconds)
    }
  }

  /* Returns what numbers the proofs of a page (e) and what takes the number of one, to open it. */
  function evidence(words, say) {
    /* Those of the first screen come first, then what only the list below has. */
    const near = [...document.querySelectorAll(".pv-at-hand .pv-open")].filter((link) => link.checkVisibility()), known = new Set(near.map(({ href }) => href))
    const links = [...near, ...[...document.querySelectorAll(".pv-proof .pv-open, .pv-register .pv-open")].filter(({ href }) => !known.has(href))]
    let typed = "", end
    const forget = () => { clearTimeout(end); typed = ""; page.classList.remove("pv-numbered") }
    const go = () => { const link = links[Number(typed) - 1]; forget(); if (link) { say(""); link.click() } else say(words.no_proof) }
    const number = () => {
      if (!links.length) { say(words.no_proof); return true }
      links.forEach((link, place) => { link.dataset.nth = place + 1 })
      page.classList.add("pv-numbered")
      links[0].scrollIntoView({ block: near.length ? "nearest" : "center" })
      links[0].focus({ preventScroll: true })
      say(words.which_proof.replace("{count}", links.length), 8 * PATIENCE)
      return true
    }
    const open = ({ key }) => {
      if (!page.classList.contains("pv-numbered")) return false
      if (key === "Escape") { forget(); say(""); return true }
      if (key === "Enter" && typed) { go(); return true }
      if (!/^[0-9]$/.test(key)) { if (key !== "e" && key !== "Tab" && key !== "Shift") forget(); return false }
      typed += key
      clearTimeout(end)
      if (Number(typed) * 10 > links.length) go()
      else end = setTimeout(go, PATIENCE)
      return true
    }
    return { number, open }
  }

  /* Folds the law's words where they were read in this browser, by the edition and the indicator. */
  function foldOnceRead(law) {
    const read = () => remembered("pv-read") ?? []
    const name = law.dataset.read
    if (read().includes(name)) law.open = false
    else setTimeout(() => { if (!read().includes(name)) remember("pv-read", [...read(), name]) }, READING)
  }

  /* Returns what takes a key and says whether it was part of a number. */
  function jumps(indicators, words, say) {
    const known = new Map(indicators.map(([number, address, title]) => [number, { address, title }]))
    const base = JSON.parse(document.getElementById("__config").textContent).base
    let typed = "", end

    const forget = () => { clearTimeout(end); typed = "" }
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
    const go = () => {
      const number = Number(typed), found = known.get(number)
      forget()
      if (!found) return say(fill(words.unknown, { number }))
      if (!found.address) return say(fill(words.without_page, { number }))
      const target = new URL(base.replace(/\/?$/, "/") + found.address, location) // the page not found has "/"
      if (target.pathname === location.pathname) { say(""); scrollTo({ top: 0 }) } else location.assign(target)
    }
    return ({ key }) => {
      if (/^[0-9]$/.test(key)) typed += key
      else if (key === "Backspace" && typed) typed = typed.slice(0, -1)
      else if (key === "Enter" && typed) { go(); return true }
      else { const begun = typed !== ""; if (begun) { forget(); say("") } return begun && key === "Escape" }
      clearTimeout(end)
      if (!typed) { say(""); return true }
      const number = Number(typed), found = known.get(number)
      say(found ? fill(words.go, { number, title: found.title }) : `${typed} …`, 2 * PATIENCE)
      if (typed.length === LONGEST) go()
      else end = setTimeout(go, PATIENCE)
      return true
    }
  }

  /* The view for projection, by its button and its key. */
  function projection(words, say) {
    const button = document.getElementById("pv-project")
    const show = () => button?.setAttribute("aria-pressed", page.classList.contains("pv-projected"))
    const toggle = () => {
      const on = page.classList.toggle("pv-projected")
      remember("pv-projected", on)
      show()
      say(on ? words.projected : words.usual)
      return true
    }
    if (button) { button.hidden = false; button.addEventListener("click", toggle); show() }
    return { v: toggle }
  }

  /* The list of keys, and the box that switches them off for who is disturbed by them. */
  function help() {
    const button = document.getElementById("pv-keys"), dialog = document.querySelector("dialog.pv-keys")
    const on = document.getElementById("pv-keys-on")
    const show = () => { dialog.showModal(); return true }
    if (button) { button.hidden = false; button.addEventListener("click", show) }
    on.checked = !remembered("pv-keys-off")
    on.addEventListener("change", () => remember("pv-keys-off", !on.checked))
    return { "?": show }
  }

  /* Material's keys of the search give the focus to its field, which a narrow window hides until it is asked for. */
  function search() {
    const open = () => {
      const field = document.querySelector(".md-search__input")
      if (!field || field.checkVisibility({ visibilityProperty: true })) return false
      document.querySelector("header [for=__search]").click()
      return true
    }
    return { s: open, f: open, "/": () => window.preuveOpenPalette?.() ?? open() }
  }

  /* Shows in full what a cell has no room for; of a sign its column and its word. */
  function whole({ target }) {
    const cell = target.closest("td"), word = cell?.querySelector(".pv-hidden")
    if (!cell || cell.title) return
    const head = cell.closest("table").querySelector("thead tr").cells[cell.cellIndex]
    if (cell.matches(".pv-cell")) cell.title = [head?.innerText.trim(), word?.textContent.trim()].filter(Boolean).join(": ")
    else if (word) cell.title = word.textContent
    else if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.replace(/\s+/g, " ").trim()
  }

  /* Shows the file of a preview, once. */
  function unfold(preview) {
    const [kind, address] = Object.entries(preview.dataset)[0]
    if (preview.querySelector(kind)) return
    const title = preview.closest(".pv-proof").querySelector(".pv-name").textContent.trim()
    preview.append(Object.assign(document.createElement(kind), { src: address, title, alt: title }))
  }

  /* What one chooses the rows of a table by, and their order; for the first of a page kept in the address, so that what was
     chosen can be sent to somebody else.

     A head with data-choose gets a field below it, with what its column holds: what a row says in its data, else the cell's
     words. Every head with words puts the rows in order. A table of few rows (pv-few) has the order alone. Rows that head
     others (pv-group) stand each in a body of its own with them, and go where these have another order. */
  function choose(bar, kept, words) {
    const below = bar.nextElementSibling, table = below.matches("table") ? below : below.querySelector("table"), bodies = [...table.tBodies]
    const heads = [...table.tHead.rows[0].cells], few = bar.matches(".pv-few")
    const groups = [...table.querySelectorAll("tbody > .pv-group")], rows = bodies.flatMap((body) => [...body.rows]).filter((row) => !groups.includes(row))
    // A table without a name of its own has that of the heading above it.
    const above = [...document.querySelectorAll("article :is(h1, h2)")].filter((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).pop()
    if (!table.caption && !table.closest("[role=region]") && above) table.ariaLabel = above.textContent.trim()
    const home = new Map(rows.map((row) => [row, row.parentElement]))
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’'\s]+/g, " ").toLowerCase()
    const said = (cell) => { // without the signs that are not said
      if (!cell.querySelector("[aria-hidden]")) return cell.textContent.replace(/\s+/g, " ").trim()
      const copy = cell.cloneNode(true)
      copy.querySelectorAll("[aria-hidden]").forEach((sign) => sign.remove())
      return copy.textContent.replace(/\s+/g, " ").trim()
    }
    const texts = new Map() // made when words are first looked for
    const textOf = (row) => texts.get(row) ?? texts.set(row, plain(row.textContent)).get(row)
    const { compare } = new Intl.Collator(page.lang, { numeric: true })
    const field = (label, element, name) => {
      const around = document.createElement("label")
      around.append(Object.assign(document.createElement("span"), { textContent: label, className: "pv-field-name" }), element)
      element.name = name
      return around
    }
    const options = (select, pairs) => { for (const [value, label] of pairs) select.add(new Option(label, value)); return select }

    /* The values of a row for a head, each with its words. */
    const values = (row, head) => {
      const given = row.dataset[head.dataset.choose], words = said(row.cells[heads.indexOf(head)])
      if (given === undefined) return words ? [[words, words]] : []
      if ("words" in head.dataset) return given ? [[given, given]] : []
      const parts = given.split(" ").filter(Boolean)
      return parts.map((part) => [part, parts.length === 1 ? words : part])
    }
    const choices = few ? [] : heads.filter((head) => "choose" in head.dataset)
    const known = new Map(), fills = []
    const held = (name) => {
      const head = choices.find((one) => one.dataset.choose === name)
      return known.get(name) ?? known.set(name, new Map(rows.map((row) => [row, values(row, head)]))).get(name)
    }
    const line = table.tHead.rows[1] ?? document.createElement("tr")
    line.className = "pv-fields"
    if (choices.length) table.tHead.append(line)
    line.replaceChildren(...heads.map((head) => {
      const cell = document.createElement("td"), name = head.dataset.choose
      if (!choices.includes(head)) return cell
      const title = head.dataset.field ?? head.textContent.trim() // what is chosen by, where the head does not say it
      const select = options(document.createElement("select"), [["", head.dataset.field ? `${title} (${words.all})` : words.all]])
      fills.push(() => options(select, [...new Map([...held(name).values()].flat())].sort(([, one], [, other]) => compare(one, other))))
      cell.append(field(title, select, name))
      return cell
    }))

    /* What is compared is what the cell gives, a date where it holds one; a cell that holds none comes last. */
    const sorts = heads.filter((head) => head.textContent.trim() && !("fixed" in head.dataset))
    const nameOf = (head) => head.dataset.sort ?? String(heads.indexOf(head))
    const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].querySelector("time")?.dateTime ?? row.cells[column].textContent.trim()
    const inOrder = (sort) => {
      const head = sorts.find((one) => nameOf(one) === sort.replace("-", ""))
      if (!sort || !head) return rows
      const column = heads.indexOf(head)
      const dated = rows.some((row) => row.cells[column].querySelector("time"))
      const last = (row) => dated && !row.cells[column].querySelector("time") || row.cells[column].dataset.value === ""
      const way = sort.startsWith("-") ? -1 : 1
      return [...rows].sort((one, other) => last(one) - last(other) || way * compare(value(one, column), value(other, column)))
    }
    const order = options(document.createElement("select"), [["", "–"], ...sorts.flatMap((head) =>
      [["", words.ascending], ["-", words.descending]].map(([sign, way]) => [sign + nameOf(head), way.replace("{title}", head.textContent.trim())]))])
    const ordering = field(words.order, order, "sort")
    ordering.classList.add("pv-order")
    if (!few) bar.append(ordering)
    for (const head of sorts) {
      // Beside the heading, not around it: paper repeats the heading on each page, and no button.
      // Who hears the table hears a head's own words with each cell, and what the button does on the button.
      const title = head.textContent.trim()
      const button = Object.assign(document.createElement("button"), { type: "button", ariaLabel: words.sort.replace("{title}", title) })
      head.ariaLabel = title
      head.append(button)
      button.addEventListener("click", () => {
        order.value = head.getAttribute("aria-sort") === "ascending" ? `-${nameOf(head)}` : nameOf(head)
        show()
      })
    }

    const fields = [...bar.querySelectorAll("input"), order, ...line.querySelectorAll("select")], all = bar.querySelector("button")
    const chosen = (row, name, asked) => {
      if (name === "sort") return true
      if (name === "words") return plain(asked).split(/\s+/).every((word) => textOf(row).includes(word))
      return held(name).get(row).some(([value]) => value === asked)
    }
    let sorted = ""
    const show = () => {
      const asked = Object.fromEntries(fields.map((one) => [one.name, one.value.trim()]).filter(([, given]) => given))
      let number = 0
      for (const row of rows) {
        const hidden = !Object.entries(asked).every(([name, given]) => chosen(row, name, given))
        if (row.hidden !== hidden) row.hidden = hidden
        number += !hidden
      }
      const sort = asked.sort ?? ""
      if (sort !== sorted) for (const row of inOrder(sort)) (sort ? bodies[0] : home.get(row)).append(row)
      sorted = sort
      for (const group of groups) group.hidden = sort !== "" || [...group.parentElement.rows].every((row) => row === group || row.hidden)
      for (const head of heads) {
        const name = nameOf(head), way = { [name]: "ascending", [`-${name}`]: "descending" }[sort]
        way ? head.setAttribute("aria-sort", way) : head.removeAttribute("aria-sort")
      }
      const output = bar.querySelector("output"), count = words.shown.replace("{number}", number).replace("{total}", rows.length)
      const told = Object.assign(document.createElement("span"), { className: "pv-hidden", textContent: sort && ` ${order.selectedOptions[0].text}` })
      if (output.textContent !== count + told.textContent) output.replaceChildren(count, told) // a screen reader says what changes
      if (all) all.disabled = !Object.keys(asked).length
      if (!kept) return
      const hash = new URLSearchParams(asked).toString()
      if (hash || location.hash.includes("=")) history.replaceState(null, "", hash ? `#${hash}` : location.pathname)
    }
    const read = () => {
      if (!kept || location.hash && !location.hash.includes("=")) return
      while (location.hash && fills.length) fills.shift()()
      const given = new URLSearchParams(location.hash.slice(1))
      for (const one of fields) one.value = given.get(one.name) ?? ""
      show()
    }
    for (const around of [bar, line]) around.addEventListener("input", show)
    all?.addEventListener("click", () => { for (const one of fields) one.value = ""; show() })
    addEventListener("hashchange", read)
    read()
    show()
    // What a field offers is gathered column by column, when the page has nothing else to do.
    const fill = () => { fills.shift()?.(); if (fills.length) later(fill, { timeout: 1000 }) }
    later(fill, { timeout: 1000 })
  }
})()
