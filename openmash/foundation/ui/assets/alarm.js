// The one answer that is sent by itself and cannot be taken back. Whom to ring is shown the moment it
// is chosen, whatever the line does. It is sent once somebody has chosen it: with a pointer, by going
// on, or by the button; not while the arrow keys pass over it.
const WORDS = {
  passing: 'If it is so, go on to the next question, or press the button: we then send what you typed.',
  sending: 'We are sending what you typed.',
  failed: 'It has not reached the hub, so ring now. We keep trying while this page is open.',
  signedOut: 'You have been signed out, so it has not reached the hub. Ring now, then sign in: it is sent at once.'
}

export class Alarm {
  constructor (form, chosen) {
    [this.name, this.value] = (form.dataset.alarm || '').split('=')
    this.box = document.querySelector('[data-alarm-box]')
    this.inputs = [...form.querySelectorAll('input')].filter((input) => input.name === this.name && input.type === 'radio')
    this.group = this.inputs[0]?.closest('.govuk-form-group')
    this.chosen = chosen
    if (!this.name || !this.box || !this.group) return
    this.group.after(this.box)
    this.group.addEventListener('pointerdown', () => { this.byPointer = true })
    this.group.addEventListener('keydown', () => { this.byPointer = false })
    this.group.addEventListener('change', () => this.changed())
    this.group.addEventListener('focusout', () => window.setTimeout(() => this.left()))
    this.show()
  }

  get rings () {
    return this.inputs.some((input) => input.checked && input.value === this.value)
  }

  changed () {
    this.passing = this.rings && !this.byPointer
    this.show()
    if (this.rings && !this.passing) this.decide()
  }

  left () {
    if (this.passing && !this.group.contains(document.activeElement)) this.decide()
  }

  // Somebody has chosen; what holds it back is over.
  decide () {
    this.passing = false
    this.say('sending')
    this.chosen()
  }

  holds (name) {
    return Boolean(this.passing) && name === this.name
  }

  show () {
    this.box.hidden = !this.rings
    this.say(this.passing ? 'passing' : 'sending')
  }

  say (what) {
    const place = this.box?.querySelector('[data-alarm-words]')
    if (!place || !this.rings) return
    place.textContent = WORDS[what]
    const link = this.box.querySelector('[data-alarm-sign-in]')
    if (link) link.hidden = what !== 'signedOut'
  }
}
