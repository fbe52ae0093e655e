/* What the pages can do more where a script may run; without it everything is there to be read, and in the same order.

   – Type an indicator's number anywhere to go to it. Previous and next (p, n) are Material's own: the build gives them
     the audit's order.
   – The view for projection: a class on the page, remembered from page to page.
   – A preview of a proof's file, fetched when it is unfolded.
   – Filters and order of a register, kept in the address.

   The build writes what must be known into the element #pv-data. Nothing is fetched, so that it works from disk. */
(() => {
  "use strict"

  const page = document.documentElement
  const PATIENCE = 1100 // milliseconds in which a second digit may follow

  /* Material keeps what it remembers apart for each site of a host; what cannot be kept is forgotten. */
  const remembered = (key) => { try { return __md_get(key) } catch { return null } }
  const remember = (key, value) => { try { __md_set(key, value) } catch { /* a browser that keeps nothing */ } }

  if (remembered("pv-projected")) page.classList.add("pv-projected")

  addEventListener("DOMContentLoaded", () => {
    const data = document.getElementById("pv-data")
    if (!data) return
    const { indicators, words } = JSON.parse(data.textContent)
    const say = hints(document.querySelector(".pv-hint"))
    const keys = { ...projection(words, say), ...help() }
    const jump = jumps(indicators, words, say)
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return
      if (!remembered("pv-keys-off") && (jump(event) || keys[event.key]?.())) event.preventDefault()
    })
    document.querySelectorAll(".pv-preview").forEach((preview) => preview.addEventListener("toggle", () => unfold(preview)))
    document.querySelectorAll("form.pv-filter").forEach(register)
  })

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
      const target = new URL(`${base}/${found.address}`, location)
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
      const longer = [...known.keys()].some((other) => other !== number && `${other}`.startsWith(`${number}`))
      if (number && !longer) go()
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

  /* Shows the file of a preview, once. */
  function unfold(preview) {
    const [kind, address] = Object.entries(preview.dataset)[0]
    if (preview.querySelector(kind)) return
    const title = preview.closest(".pv-proof").querySelector(".pv-name").textContent.trim()
    preview.append(Object.assign(document.createElement(kind), { src: address, title, alt: title }))
  }

  /* Filters and order of one table: as many rows as there are, shown or hidden. */
  function register(form) { /* below */ }
})()
