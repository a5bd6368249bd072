// Saves while somebody types. What they typed stays in the page, and only there:
// nothing is kept on a device that others may use.
const PAUSE = 1500
const LOOK = 5000
const IDLE = 60000
const LONGEST_WAIT = 60000
const MOST_WHILE_LEAVING = 60000 // browsers send no more than 64 KB from a page that is going
const CARRIED = /^(v|was):/ // versions, and what is on its way: never answers themselves
const SKIP = new Set(['csrfmiddlewaretoken', 'active_seconds', 'inputs'])

class Autosave {
  constructor (form) {
    this.form = form
    this.address = form.dataset.autosave
    this.saved = new Map(this.names().map((name) => [name, this.asText(name)]))
    this.touched = new Set()
    this.conflicts = new Set()
    this.inFlight = new Map() // what was sent from here and not yet answered, by name
    this.before = Number(this.field('active_seconds')?.value || 0)
    this.active = 0
    this.seen = this.beat = Date.now()
    this.failures = 0
    this.listen()
  }

  listen () {
    this.form.addEventListener('input', (event) => this.changed(event))
    this.form.addEventListener('change', (event) => this.changed(event))
    this.form.addEventListener('focusout', () => this.save())
    this.form.addEventListener('submit', () => this.submitting())
    for (const sign of ['keydown', 'pointerdown', 'scroll']) {
      document.addEventListener(sign, () => this.tick(), { passive: true })
    }
    window.addEventListener('pagehide', () => this.save({ keepalive: true }))
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save({ keepalive: !this.busy }) })
    window.addEventListener('pageshow', () => { this.leaving = this.going = false })
    window.addEventListener('beforeunload', (event) => this.warn(event))
    window.setInterval(() => this.save(), LOOK)
  }

  changed (event) {
    this.tick()
    if (event.target.name && !SKIP.has(event.target.name)) this.touched.add(event.target.name)
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.save(), PAUSE)
  }

  // Seconds in which somebody was at work; a pause of more than a minute does not count.
  tick () {
    const now = Date.now()
    if (now - this.seen <= IDLE) this.active += (now - this.seen) / 1000
    this.seen = now
  }

  names () {
    const all = [...this.form.elements].map((element) => element.name)
    return [...new Set(all)].filter((name) => name && !SKIP.has(name) && !CARRIED.test(name) && !this.isButton(name))
  }

  isButton (name) {
    const found = this.form.elements[name]
    return found instanceof HTMLButtonElement
  }

  field (name) {
    return this.form.querySelector(`input[type="hidden"][name="${CSS.escape(name)}"]`)
  }

  values (name) {
    const sent = new FormData(this.form).getAll(name)
    return sent.length ? sent : ['']
  }

  asText (name) {
    return JSON.stringify(this.values(name))
  }

  asSent (name) {
    return JSON.stringify(this.inFlight.get(name))
  }

  dirty () {
    return this.names().filter((name) => this.asText(name) !== this.saved.get(name) && !this.conflicts.has(name))
  }

  fillCounters () {
    this.tick()
    const seconds = this.field('active_seconds')
    const inputs = this.field('inputs')
    if (seconds) seconds.value = Math.round(this.before + this.active)
    if (inputs) inputs.value = this.touched.size
  }

  submitting () {
    this.leaving = true
    this.fillCounters()
    this.form.querySelectorAll('input[name^="was:"]').forEach((input) => input.remove())
    for (const [name, values] of this.inFlight) values.forEach((value) => this.form.append(this.hidden(`was:${name}`, value)))
  }

  hidden (name, value) {
    const input = document.createElement('input')
    Object.assign(input, { type: 'hidden', name, value })
    return input
  }

  body (names) {
    const body = new URLSearchParams()
    const token = this.form.elements.csrfmiddlewaretoken
    if (token) body.set('csrfmiddlewaretoken', token.value)
    for (const name of names) {
      this.values(name).forEach((value) => body.append(name, value))
      const version = this.field(`v:${name}`)
      if (version) body.set(`v:${name}`, version.value)
      for (const value of this.inFlight.get(name) || []) body.append(`was:${name}`, value)
    }
    body.set('active_seconds', Math.round(this.before + this.active))
    body.set('inputs', this.touched.size)
    return body
  }

  async save ({ keepalive = false } = {}) {
    const names = this.dirty()
    if (!names.length || this.leaving) return
    if (!keepalive && (this.busy || Date.now() < (this.notBefore || 0))) return
    const sent = new Map(names.map((name) => [name, this.asText(name)]))
    const body = this.body(names)
    this.busy = true
    for (const name of names) this.inFlight.set(name, this.values(name))
    try {
      const answer = await fetch(this.address, {
        method: 'POST',
        body,
        keepalive: keepalive && body.toString().length < MOST_WHILE_LEAVING,
        credentials: 'same-origin',
        headers: { Accept: 'application/json' }
      })
      await this.heard(answer, sent)
    } catch {
      this.failed()
    } finally {
      this.busy = false
    }
  }

  async heard (answer, sent) {
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return this.sessionOver()
    if (!answer.ok && answer.status !== 409) return this.failed()
    const told = await answer.json()
    const conflict = told.conflict || {}
    for (const [name, text] of sent) {
      if (!(name in conflict)) this.saved.set(name, text)
      if (this.asSent(name) === text) this.inFlight.delete(name)
    }
    for (const [name, version] of Object.entries(told.versions || {})) this.setVersion(name, version)
    for (const [name, theirs] of Object.entries(conflict)) this.showConflict(name, theirs)
    if (told.go) return this.go(told.go)
    this.form.dispatchEvent(new CustomEvent('kept', { detail: [...sent.keys()] }))
    this.failures = 0
    this.notBefore = 0
    if (Object.keys(conflict).length) this.say('Something here was changed elsewhere too. Choose which to keep.', false)
    else if (!this.dirty().length) this.say(told.saved_at ? `Saved at ${told.saved_at}` : 'Saved', true)
  }

  // A child is in danger: who to ring comes before anything else. What is typed is saved on the way.
  go (address) {
    this.going = true
    window.location.assign(address)
  }

  failed () {
    this.failures += 1
    this.notBefore = Date.now() + Math.min(LONGEST_WAIT, PAUSE * 2 ** this.failures)
    this.say('Not saved yet – we will keep trying; what you typed stays here', false)
  }

  async sessionOver () {
    this.notBefore = Date.now() + LOOK
    if (await this.renewToken()) return this.failed()
    this.failures += 1
    this.say('Not saved: you have been signed out. Leave this page open, sign in in a new tab, then come back. What you typed stays here', false)
  }

  // Somebody who signed in anew in another tab has a new token; without it this form could never be sent.
  async renewToken () {
    const mine = this.form.elements.csrfmiddlewaretoken
    const answer = await fetch(window.location.href, { cache: 'no-store', credentials: 'same-origin' })
    if (!mine || !answer.ok || answer.redirected) return false
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('form[data-autosave] [name="csrfmiddlewaretoken"]')
    if (fresh) mine.value = fresh.value
    return Boolean(fresh)
  }

  setVersion (name, version) {
    const input = this.field(`v:${name}`)
    if (input) input.value = version
  }

  say (words, good) {
    const place = document.querySelector('[data-autosave-status]')
    if (!place) return
    place.hidden = false
    place.classList.toggle('om-save--not', !good)
    const target = place.querySelector('[data-autosave-words]') || place
    if (target.textContent !== words) target.textContent = words
  }

  showConflict (name, theirs) {
    if (this.conflicts.has(name)) return
    this.conflicts.add(name)
    const input = this.form.querySelector(`[name="${CSS.escape(name)}"]:not([type="hidden"])`)
    const box = document.createElement('div')
    box.className = 'om-conflict'
    box.setAttribute('role', 'group')
    box.setAttribute('aria-label', 'Two versions')
    box.append(
      this.made('p', 'govuk-body govuk-!-font-weight-bold', `${theirs.by} has changed this since you opened it:`),
      this.made('blockquote', 'govuk-body', theirs.words || [theirs.theirs].flat().join(', ') || 'Nothing'),
      this.choice('Keep mine', box, name, () => this.setVersion(name, theirs.version)),
      this.choice('Use the other', box, name, () => {
        this.setVersion(name, theirs.version)
        this.put(name, theirs.theirs)
        this.saved.set(name, this.asText(name))
      })
    )
    const group = input?.closest('.govuk-form-group')
    if (group) group.after(box)
    else this.form.append(box)
  }

  choice (words, box, name, act) {
    const button = this.made('button', 'govuk-button govuk-button--secondary govuk-!-margin-right-2', words)
    button.type = 'button'
    button.addEventListener('click', () => {
      act()
      this.conflicts.delete(name)
      box.remove()
      this.form.querySelector(`[name="${CSS.escape(name)}"]:not([type="hidden"])`)?.focus()
      this.save()
    })
    return button
  }

  put (name, value) {
    const wanted = [value].flat()
    for (const input of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type="hidden"])`)) {
      if (input.type === 'radio' || input.type === 'checkbox') input.checked = wanted.includes(input.value)
      else input.value = wanted[0] ?? ''
    }
  }

  made (kind, classes, words) {
    const element = document.createElement(kind)
    element.className = classes
    element.textContent = words
    return element
  }

  // A page that is being left saves by itself; ask only where that would not be enough.
  warn (event) {
    if (this.leaving || this.going) return
    const names = this.dirty()
    const isStuck = this.failures > 0 || !navigator.onLine || this.body(names).toString().length >= MOST_WHILE_LEAVING
    if (this.conflicts.size || (names.length && isStuck)) event.preventDefault()
  }
}

document.querySelectorAll('form[data-autosave]').forEach((form) => new Autosave(form))
