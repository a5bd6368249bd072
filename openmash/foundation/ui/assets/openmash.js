// Comfort for pages that already work: GOV.UK components, and MoJ's where a page uses them.
import { initAll } from './govuk-frontend.min.js'
import './reach.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Paper has no clicks: what is folded is unfolded for printing, and folded again afterwards.
window.addEventListener('beforeprint', () => {
  document.querySelectorAll('details:not([open])').forEach((each) => {
    each.open = true
    each.dataset.unfolded = ''
  })
})
window.addEventListener('afterprint', () => {
  document.querySelectorAll('details[data-unfolded]').forEach((each) => {
    each.open = false
    delete each.dataset.unfolded
  })
})

if (document.querySelector('[data-module^="moj-"]')) {
  import('./moj-frontend.min.js').then((moj) => moj.initAll())
}
