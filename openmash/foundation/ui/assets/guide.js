// What the guidance says of a worry appears once it is ticked and kept, without loading the page anew.
async function refresh (names) {
  const places = names.map((name) => document.getElementById(`guide-${name}`)).filter(Boolean)
  if (!places.length) return
  const answer = await fetch(window.location.href, { cache: 'no-store', credentials: 'same-origin' })
  if (!answer.ok || answer.redirected) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const place of places) place.replaceChildren(...(page.getElementById(place.id)?.childNodes || []))
}

document.querySelectorAll('form[data-autosave]').forEach((form) => {
  form.addEventListener('kept', (event) => refresh(event.detail).catch(() => {}))
})
