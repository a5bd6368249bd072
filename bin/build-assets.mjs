// Builds build/static from the pinned npm packages and our own sources.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const sources = join(root, 'openmash', 'foundation', 'ui', 'assets')
const target = join(root, 'build', 'static', 'openmash')
const fonts = join(target, 'fonts')
const forTests = join(root, 'build', 'test')

function copy (from, to) {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}

mkdirSync(fonts, { recursive: true })
mkdirSync(forTests, { recursive: true })

const family = '@fontsource/atkinson-hyperlegible-next'
for (const face of ['400-normal', '400-italic', '600-normal', '700-normal']) {
  const name = `atkinson-hyperlegible-next-latin-${face}.woff2`
  copy(join(modules, family, 'files', name), join(fonts, name))
}
copy(join(modules, 'govuk-frontend/dist/govuk/govuk-frontend.min.js'), join(target, 'govuk-frontend.min.js'))
copy(join(modules, '@ministryofjustice/frontend/moj/moj-frontend.min.js'), join(target, 'moj-frontend.min.js'))
copy(join(modules, 'axe-core/axe.min.js'), join(forTests, 'axe.min.js'))

const own = existsSync(sources) ? readdirSync(sources) : []
for (const name of own.filter((name) => /\.(js|mjs|svg|ico|png)$/.test(name))) {
  copy(join(sources, name), join(target, name))
}

const sheet = join(sources, 'openmash.scss')
if (existsSync(sheet)) {
  const sass = await import('sass')
  const options = {
    loadPaths: [sources, modules],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import']
  }
  const { css } = sass.compile(sheet, options)
  // written beside and then moved, so that a running server never serves half a sheet
  writeFileSync(join(target, 'openmash.css.new'), css)
  renameSync(join(target, 'openmash.css.new'), join(target, 'openmash.css'))
}
