// Keeps a long form while somebody writes in it, and draws anew what still stands in the way.
// What may count only once (a child's words, a partner's view, a reason) waits for its button.
const PAUSE = 2500
const ONCE = /^(c\d+-heard_|view-|back-)/

class Keeping {
  constructor (form) {
    this.form = form
    this.kept = this.text()
    form.addEventListener('input', () => this.soon())
    form.addEventListener('change', () => this.soon())
    form.addEventListener('submit', () => { this.leaving = true })
    window.addEventListener('beforeunload', (event) => this.warn(event))
  }

  body () {
    const body = new FormData(this.form)
    for (const name of [...body.keys()]) if (ONCE.test(name) || name === 'then') body.delete(name)
    body.set('then', '')
    return body
  }

  text () {
    return [...this.body()].filter(([name]) => !name.endsWith('-version')).map((pair) => pair.join('=')).join('&')
  }

  soon () {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.keep(), PAUSE)
  }

  async keep () {
    const text = this.text()
    if (this.busy || this.leaving || this.stopped || text === this.kept) return
    this.busy = true
    try {
      const answer = await fetch(this.form.action, { method: 'POST', body: this.body(), credentials: 'same-origin' })
      if (new URL(answer.url).pathname !== new URL(this.form.action).pathname) {
        return this.say('Not kept: you have been signed out. Leave this page open, sign in in a new tab, then come back')
      }
      if (answer.status === 409) return this.stop('Somebody else saved here meanwhile. Press Save to see both')
      if (!answer.ok) return this.say('Not kept yet. Press Save to see why')
      this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'), text)
    } catch {
      this.say('Not kept yet: there is no connection. What you typed stays here')
    } finally {
      this.busy = false
      if (!this.stopped && this.text() !== this.kept) this.soon()
    }
  }

  show (page, text) {
    this.kept = text
    for (const input of this.form.querySelectorAll('input[name$="-version"], [name="csrfmiddlewaretoken"]')) {
      const fresh = page.querySelector(`#decide [name="${CSS.escape(input.name)}"]`)
      if (fresh) input.value = fresh.value
    }
    const missing = document.getElementById('what-is-missing')
    const now = page.getElementById('what-is-missing')
    if (missing && now) missing.replaceChildren(...now.childNodes)
    this.say('Kept')
  }

  stop (words) {
    this.stopped = true
    this.say(words)
  }

  say (words) {
    const place = document.querySelector('[data-keeping-words]')
    if (!place) return
    place.hidden = false
    if (place.textContent !== words) place.textContent = words
  }

  warn (event) {
    if (!this.leaving && this.text() !== this.kept) event.preventDefault()
  }
}

document.querySelectorAll('form[data-keeping]').forEach((form) => new Keeping(form))
