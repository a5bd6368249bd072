// Saves while somebody types. What they typed stays in the page, and only there:
// nothing is kept on a device that others may use.
import { Alarm } from './alarm.js'
import { Counter } from './counting.js'
import { Departure } from './reach.js'

const PAUSE = 1500
const LOOK = 5000
const PATIENCE = 4000 // nobody is held on a page for longer
const LATE = 400
const LATEST = 10000
const ON_ITS_WAY = 'openmash-on-its-way' // names of fields and versions; never a word of what was typed
const LONGEST_WAIT = 60000
const MOST_WHILE_LEAVING = 60000 // browsers send no more than 64 KB from a page that is going
const CARRIED = /^(v|was):/ // versions, and what is on its way: never answers themselves
const SKIP = new Set(['csrfmiddlewaretoken', 'draft_token', 'active_seconds', 'inputs', 'files', 'whole'])

class Autosave {
  constructor (form) {
    this.form = form
    this.address = form.dataset.autosave
    this.saved = new Map(this.names().map((name) => [name, this.asText(name)]))
    this.touched = new Set()
    this.conflicts = new Set()
    this.inFlight = new Map() // what was sent from here and not yet answered, by name
    this.outlasting = new Map() // what was sent in a way that outlasts the page
    this.counter = new Counter()
    this.failures = 0
    this.alarm = new Alarm(form, () => this.saveNow())
    this.departure = new Departure(form, { ready: () => this.submitting(), stay: () => this.failed(), held: () => this.going })
    this.listen()
    this.fetchLate()
  }

  listen () {
    this.form.addEventListener('input', (event) => this.changed(event))
    this.form.addEventListener('change', (event) => this.changed(event))
    this.form.addEventListener('focusout', () => this.save())
    document.addEventListener('click', (event) => this.following(event))
    window.addEventListener('pagehide', () => this.leave())
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save({ keepalive: !this.busy, time: true }) })
    window.addEventListener('pageshow', () => { this.leaving = this.going = false })
    window.addEventListener('beforeunload', (event) => this.warn(event))
    window.setInterval(() => this.save(), LOOK)
  }

  changed (event) {
    this.counter.tick()
    if (event.target.name && !SKIP.has(event.target.name)) this.touched.add(event.target.name)
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.save(), PAUSE)
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
    return this.names().filter((name) => this.asText(name) !== this.saved.get(name) && !this.conflicts.has(name) && !this.alarm.holds(name))
  }

  submitting () {
    this.leaving = true
    const seconds = this.field('active_seconds')
    const inputs = this.field('inputs')
    if (seconds) seconds.value = this.counter.take()
    if (inputs) inputs.value = this.touched.size
    this.form.querySelectorAll('input[name^="was:"]').forEach((input) => input.remove())
    for (const [name, values] of this.inFlight) values.forEach((value) => this.form.append(this.hidden(`was:${name}`, value)))
  }

  // A link is followed once what was typed is kept, so that the next page shows it.
  async following (event) {
    const link = event.target.closest('a[href]')
    const other = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    if (!link || other || link.target || link.origin !== window.location.origin) return
    if (link.pathname === window.location.pathname && link.hash) return
    if (!this.dirty().length && !this.busy) return
    event.preventDefault()
    await Promise.race([this.settle(), wait(PATIENCE)])
    if (!this.going) window.location.assign(link.href)
  }

  // What says that a child is in danger waits for no pause between two tries.
  async saveNow () {
    if (this.busy) await this.current
    this.notBefore = 0
    await this.save()
  }

  async settle () {
    if (this.busy) await this.current
    await this.save()
  }

  // What is sent on leaving may be drawn too late for the next page: that page looks for it (`fetchLate`).
  leave () {
    if (this.leaving) return
    this.alarm.passing = false
    const late = [...new Set([...this.dirty(), ...this.inFlight.keys()])]
    if (late.length) {
      const versions = Object.fromEntries(late.map((name) => [name, this.field(`v:${name}`)?.value || '0']))
      window.sessionStorage.setItem(ON_ITS_WAY, JSON.stringify({ address: this.address, at: Date.now(), versions }))
    }
    this.save({ keepalive: true, time: true })
  }

  async fetchLate () {
    const left = JSON.parse(window.sessionStorage.getItem(ON_ITS_WAY) || 'null')
    window.sessionStorage.removeItem(ON_ITS_WAY)
    if (left?.address !== this.address || Date.now() - left.at > LATEST) return
    const isLate = ([name, version]) => this.field(`v:${name}`)?.value === version
    for (let late; (late = Object.entries(left.versions).filter(isLate)).length && Date.now() - left.at < LATEST;) {
      this.say('Fetching what you typed', true)
      await wait(LATE)
      const fresh = await this.freshForm()
      for (const [name] of fresh ? late : []) this.adopt(name, fresh)
    }
    this.say('Saved', true)
  }

  // Never over what somebody is writing now: then both texts are shown, as with another device.
  adopt (name, fresh) {
    const version = fresh.querySelector(`input[name="${CSS.escape(`v:${name}`)}"]`)?.value
    if (!version || version === this.field(`v:${name}`)?.value || this.touched.has(name)) return
    this.put(name, new FormData(fresh).getAll(name))
    this.setVersion(name, version)
    this.saved.set(name, this.asText(name))
  }

  hidden (name, value) {
    const input = document.createElement('input')
    Object.assign(input, { type: 'hidden', name, value })
    return input
  }

  body (names) {
    const body = new URLSearchParams()
    for (const name of ['csrfmiddlewaretoken', 'draft_token']) {
      if (this.field(name)) body.set(name, this.field(name).value)
    }
    for (const name of names) {
      this.values(name).forEach((value) => body.append(name, value))
      const version = this.field(`v:${name}`)
      if (version) body.set(`v:${name}`, version.value)
      for (const value of this.inFlight.get(name) || []) body.append(`was:${name}`, value)
    }
    body.set('inputs', this.touched.size)
    return body
  }

  save ({ keepalive = false, time = false } = {}) {
    const names = this.dirty().filter((name) => !keepalive || this.outlasting.get(name) !== this.asText(name))
    if (this.leaving || !(names.length || time)) return Promise.resolve()
    if (!keepalive && (this.busy || Date.now() < (this.notBefore || 0))) return Promise.resolve()
    const seconds = this.counter.take()
    if (!names.length && !seconds) return Promise.resolve()
    this.current = this.send(names, seconds, keepalive)
    return this.current
  }

  async send (names, seconds, keepalive) {
    const sent = new Map(names.map((name) => [name, this.asText(name)]))
    const body = this.body(names)
    body.set('active_seconds', seconds)
    this.busy = true
    for (const name of names) {
      this.inFlight.set(name, this.values(name))
      if (keepalive) this.outlasting.set(name, this.asText(name))
    }
    try {
      const answer = await fetch(this.address, {
        method: 'POST',
        body,
        keepalive: keepalive && body.toString().length < MOST_WHILE_LEAVING,
        credentials: 'same-origin',
        headers: { Accept: 'application/json', 'X-Requested-With': 'autosave' }
      })
      if (!answer.ok && answer.status !== 409) this.counter.giveBack(seconds)
      await this.heard(answer, sent)
    } catch {
      this.counter.giveBack(seconds)
      this.outlasting.clear()
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
    else if (sent.size && !this.dirty().length) this.say(told.saved_at ? `Saved at ${told.saved_at}` : 'Saved', true)
  }

  // A child is in danger: who to ring comes before anything else. What is typed is saved on the way.
  // Somebody who pressed the button meanwhile is led there by it: two departures would break each other off.
  go (address) {
    if (this.leaving) return
    this.going = true
    window.setTimeout(() => { this.going = false }, PATIENCE)
    window.location.assign(address)
  }

  failed () {
    this.failures += 1
    this.notBefore = Date.now() + Math.min(LONGEST_WAIT, PAUSE * 2 ** this.failures)
    this.say('Not saved yet – we will keep trying; what you typed stays here', false)
    this.alarm.say('failed')
  }

  async sessionOver () {
    this.notBefore = Date.now() + LOOK
    if (await this.renewToken()) return this.failed()
    this.failures += 1
    const why = this.form.dataset.signedOut || 'you have been signed out. Leave this page open, sign in in a new tab, then come back'
    this.say(`Not saved: ${why}. What you typed stays here`, false)
    this.alarm.say('signedOut')
  }

  // Somebody who signed in anew in another tab has a new token; without it this form could never be sent.
  async renewToken () {
    const mine = this.field('csrfmiddlewaretoken')
    const fresh = (await this.freshForm())?.querySelector('[name="csrfmiddlewaretoken"]')
    if (mine && fresh) mine.value = fresh.value
    return Boolean(mine && fresh)
  }

  // This form as the hub would draw it now; nothing when nobody is signed in.
  async freshForm () {
    const answer = await fetch(window.location.href, { cache: 'no-store', credentials: 'same-origin' })
    if (!answer.ok || answer.redirected) return null
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return page.querySelector('form[data-autosave]')
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
    else this.leave() // before the next page is asked for, so that it is drawn with these words
  }
}

function wait (milliseconds) {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds))
}

document.querySelectorAll('form[data-autosave]').forEach((form) => new Autosave(form))
