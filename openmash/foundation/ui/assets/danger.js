// Counts the children in danger on every page of the hub, and sounds when one comes in (P1).
const EVERY = 15000
const AGAIN = 60000
const CHOICE = 'openmash-sound'

class Alarm {
  constructor (place) {
    this.place = place
    this.title = document.title
    this.button = place.querySelector('[data-alarm-button]')
    this.sign = place.querySelector('[data-alarm-sign]')
    this.latest = this.counted.latest
    this.button.hidden = false
    this.button.addEventListener('click', () => this.choose(!this.isOn))
    // A browser stays silent until somebody has pressed something on the page.
    for (const press of ['pointerdown', 'keydown']) {
      document.addEventListener(press, () => this.wake())
    }
    if (this.isOn) this.wake()
    this.show()
    window.setInterval(() => this.look(), EVERY)
    window.setInterval(() => this.remind(), AGAIN)
  }

  get counted () {
    const found = this.place.querySelector('[data-danger-count]')
    const { dangerCount = '0', dangerUntaken = '0', dangerLatest = '' } = found?.dataset || {}
    return { all: Number(dangerCount), untaken: Number(dangerUntaken), latest: dangerLatest }
  }

  get isOn () {
    try {
      return window.sessionStorage.getItem(CHOICE) === 'on'
    } catch {
      return this.chosen === true
    }
  }

  choose (on) {
    this.chosen = on
    try {
      window.sessionStorage.setItem(CHOICE, on ? 'on' : 'off')
    } catch { /* kept for this page alone */ }
    if (on) this.wake().then(() => this.sound())
    this.show()
  }

  async wake () {
    if (!this.isOn || !window.AudioContext) return
    this.audio ||= new window.AudioContext()
    if (this.audio.state === 'suspended') await this.audio.resume().catch(() => {})
    this.show()
  }

  get isAwake () {
    return this.isOn && this.audio?.state === 'running'
  }

  show () {
    const { all } = this.counted
    document.title = all ? `(${all} in danger) ${this.title}` : this.title
    this.button.textContent = this.isOn ? 'Turn sound off' : 'Turn sound on'
    const silent = this.isOn ? 'Sound sleeps: press any key' : 'Sound is off'
    const words = this.isAwake ? 'Sound is on' : silent
    // Written only when it changes: a screen reader says again whatever is written.
    if (this.sign.textContent !== words) this.sign.textContent = words
    this.sign.classList.toggle('om-sound__off', !this.isAwake)
  }

  async look () {
    if (this.stopped) return
    try {
      const answer = await fetch(this.place.dataset.alarm, {
        headers: { 'X-Live': '1' },
        cache: 'no-store',
        credentials: 'same-origin'
      })
      if (answer.redirected || answer.status === 401 || answer.status === 403) this.stopped = true
      if (!answer.ok || this.stopped) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.querySelector('[data-danger-count]')
      if (fresh) this.place.querySelector('[data-danger-count]').replaceWith(fresh)
    } catch { return }
    const { latest } = this.counted
    if (latest > this.latest) this.sound()
    this.latest = latest
    this.show()
  }

  // Once is easily missed: again every minute until a person has taken it.
  remind () {
    if (this.counted.untaken) this.sound()
  }

  // Three short tones, made here: no file, and nothing plays before a press.
  sound () {
    if (!this.isAwake) return
    const begins = this.audio.currentTime
    for (const beat of [0, 0.25, 0.5]) {
      const tone = this.audio.createOscillator()
      const volume = this.audio.createGain()
      tone.frequency.value = 880
      volume.gain.setValueAtTime(0.2, begins + beat)
      volume.gain.exponentialRampToValueAtTime(0.001, begins + beat + 0.2)
      tone.connect(volume).connect(this.audio.destination)
      tone.start(begins + beat)
      tone.stop(begins + beat + 0.2)
    }
    this.place.dataset.sounded = String(Number(this.place.dataset.sounded || 0) + 1)
  }
}

document.querySelectorAll('[data-alarm]').forEach((place) => new Alarm(place))
