// A page with words in it is left only when the hub can be reached: behind an error page, words are gone.
const PATIENCE = 10000

// Any answer will do: this asks whether the hub is there, not how it is.
export async function isReached () {
  if (!navigator.onLine) return false
  try {
    await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
    return true
  } catch {
    return false
  }
}

// Presses the button a second time, by itself, once the hub has answered.
export class Departure {
  constructor (form, { ready = () => {}, held = () => false, stay }) {
    this.form = form
    this.ready = ready
    this.held = held
    this.stay = stay
    form.addEventListener('submit', (event) => this.asked(event))
    window.addEventListener('pageshow', () => { this.sure = this.asking = false })
  }

  async asked (event) {
    if (this.sure && !this.held()) return this.ready()
    event.preventDefault()
    if (this.asking || this.held()) return
    this.asking = true
    this.sure = await isReached()
    this.asking = false
    if (this.held()) return
    if (this.sure) this.form.requestSubmit(event.submitter)
    else this.stay()
  }
}

function saysSo (form) {
  const place = document.createElement('p')
  place.className = 'govuk-body govuk-!-font-weight-bold'
  place.setAttribute('role', 'alert')
  form.append(place)
  return () => { place.textContent = 'Not sent: we cannot reach the hub. Stay on this page, what you typed is here. Press again in a moment, or ring.' }
}

document.querySelectorAll('form[data-words]').forEach((form) => new Departure(form, { stay: saysSo(form) }))
