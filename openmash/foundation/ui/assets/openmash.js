// Comfort for pages that already work: GOV.UK components, and MoJ's where a page uses them.
import { initAll } from './govuk-frontend.min.js'
import './reach.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

if (document.querySelector('[data-module^="moj-"]')) {
  import('./moj-frontend.min.js').then((moj) => moj.initAll())
}
