// Looks again at a part of the page every few seconds, and says so when a child is in danger.
const LEAST = 5

class Live {
  constructor (region) {
    this.id = region.id
    this.address = region.dataset.live || window.location.href
    this.every = Math.max(LEAST, Number(region.dataset.liveEvery) || 15) * 1000
    this.known = this.dangers()
    this.speaker = this.makeSpeaker()
    window.setInterval(() => this.look(), this.every)
    document.addEventListener('visibilitychange', () => this.look())
  }

  get region () {
    return document.getElementById(this.id)
  }

  // A polite voice outside the region, so that replacing the region does not silence it.
  makeSpeaker () {
    const speaker = document.createElement('div')
    speaker.className = 'govuk-visually-hidden'
    speaker.setAttribute('role', 'status')
    document.body.append(speaker)
    return speaker
  }

  async look () {
    if (document.hidden || this.busy || this.stopped || this.isInUse()) return
    this.busy = true
    try {
      const answer = await fetch(this.address, {
        headers: { 'X-Live': '1' },
        cache: 'no-store',
        credentials: 'same-origin'
      })
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.stop()
      if (!answer.ok) throw new Error(String(answer.status))
      this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch {
      this.say('We could not look just now. We will try again')
    } finally {
      this.busy = false
    }
  }

  // Never take away what somebody is working with: an open list, or a filter half chosen.
  isInUse () {
    const active = document.activeElement
    return Boolean(this.region?.contains(active) && active.matches('select, input, textarea'))
  }

  show (page) {
    const fresh = page.getElementById(this.id)
    if (!fresh || !this.region) return this.stop()
    const focused = this.focused()
    const opened = [...this.region.querySelectorAll('details[open][id]')].map((each) => each.id)
    this.region.replaceChildren(...fresh.childNodes)
    opened.forEach((id) => document.getElementById(id)?.setAttribute('open', ''))
    if (focused) this.region.querySelector(focused)?.focus({ preventScroll: true })
    const looked = page.querySelector('[data-live-looked]')
    if (looked) this.say(looked.textContent)
    this.announce()
  }

  focused () {
    const active = document.activeElement
    if (!active || !this.region.contains(active)) return null
    if (active.id) return `#${CSS.escape(active.id)}`
    const address = active.getAttribute('href')
    return address ? `a[href="${CSS.escape(address)}"]` : null
  }

  dangers () {
    const rows = this.region?.querySelectorAll('[data-danger]') || []
    return new Map([...rows].map((row) => [row.dataset.danger, row.dataset.said || '']))
  }

  announce () {
    const now = this.dangers()
    const fresh = [...now].filter(([key]) => !this.known.has(key)).map(([, said]) => said)
    this.known = now
    if (fresh.length) this.speaker.textContent = `New: immediate danger. ${fresh.join('. ')}`
  }

  stop () {
    this.stopped = true
    this.say('This page no longer looks by itself. Load it again, or sign in')
  }

  say (words) {
    const place = document.querySelector('[data-live-looked]')
    if (place && place.textContent !== words) place.textContent = words
  }
}

document.querySelectorAll('[data-live][id]').forEach((region) => new Live(region))
