// Seconds in which somebody was at work on a page, reading too; more than a minute idle does not count.
const IDLE = 60000

export class Counter {
  constructor () {
    this.active = 0
    this.told = 0
    this.seen = Date.now()
    for (const sign of ['keydown', 'pointerdown', 'pointermove', 'scroll']) {
      document.addEventListener(sign, () => this.tick(), { passive: true })
    }
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.seen = Date.now() })
  }

  tick () {
    const now = Date.now()
    if (now - this.seen <= IDLE) this.active += (now - this.seen) / 1000
    this.seen = now
  }

  // The seconds nobody has been told of; told from now on, unless they are given back.
  take () {
    this.tick()
    const seconds = Math.round(this.active) - this.told
    this.told += seconds
    return seconds
  }

  giveBack (seconds) {
    this.told -= seconds
  }
}

// A page of a worry on which nothing is typed: its list, and its check before sending.
class Reading {
  constructor (form) {
    this.form = form
    this.counter = new Counter()
    form.addEventListener('submit', () => { form.elements.active_seconds.value = this.counter.take() })
    window.addEventListener('beforeunload', () => this.tell())
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.tell() })
  }

  tell () {
    const seconds = this.counter.take()
    if (!seconds) return
    const body = new URLSearchParams({ active_seconds: seconds })
    for (const name of ['csrfmiddlewaretoken', 'draft_token']) body.set(name, this.form.elements[name].value)
    fetch(this.form.dataset.counts, { method: 'POST', body, keepalive: true, credentials: 'same-origin', headers: { 'X-Requested-With': 'autosave' } }).catch(() => {})
  }
}

document.querySelectorAll('form[data-counts]').forEach((form) => new Reading(form))
