import { element, prose } from './element.js'
import { field, memberLists } from './schema.js'
import { tryForm } from './try.js'

const byId = (id) => document.getElementById(id)
const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** All operations of the document, by their first tag, in its order. */
function groupsOf(api) {
  const entries = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
        parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])],
      })),
  )
  return Map.groupBy(entries, ({ operation }) => operation.tags?.[0] ?? 'Other')
}

const methodOf = (method) => element('span', { class: `method ${method.toLowerCase()}` }, method)

function sectionOf(entry, api) {
  const { method, path, operation } = entry
  const { operationId: id, summary } = operation
  const head = element(
    'summary',
    {},
    methodOf(method),
    element('span', { class: 'path' }, path),
    element('span', { class: 'about' }, summary ?? ''),
  )
  const section = element('details', { class: 'operation', id }, head)
  section.dataset.words = `${method} ${path} ${id} ${summary}`.toLowerCase()
  // Most are never looked at, so what is inside is made when one is opened.
  section.addEventListener('toggle', () => section.append(insideOf(entry, api)), { once: true })
  return section
}

function insideOf(entry, api) {
  const { operation, parameters } = entry
  const inside = element('div', { class: 'inside' })
  if (operation.description) inside.append(element('p', {}, ...prose(operation.description)))
  if (operation.security?.length) inside.append(element('p', { class: 'about' }, 'Needs a credential.'))
  if (parameters.length > 0) {
    const rows = parameters.map((each) => field(each.name, each.schema, each, api))
    inside.append(element('h3', {}, 'Parameters'), element('dl', { class: 'fields' }, ...rows))
  }
  for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
    const lists = memberLists(schema, api)
    if (lists.length > 0) inside.append(element('h3', {}, `Body: ${type}`), ...lists)
  }
  inside.append(element('h3', {}, 'Try it'), tryForm(entry, api, byId('credential')))
  inside.append(element('h3', {}, 'Answers'), answersOf(operation, api))
  return inside
}

function answersOf({ responses }, api) {
  // All refusals have one form, so it is shown with the first.
  let isRefusalShown = false
  const rows = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const isRefusal = status >= '400'
    const schemas = isRefusal && isRefusalShown ? [] : Object.values(content).map(({ schema }) => schema)
    isRefusalShown ||= isRefusal
    const lists = schemas.flatMap((schema) => memberLists(schema, api, 1))
    const types = element('small', {}, Object.keys(content).join(', '))
    const name = element('code', { class: isRefusal ? 'bad' : 'good' }, status)
    return element(
      'div',
      {},
      element('dt', {}, name, ' ', types),
      element('dd', {}, ...prose(description), ...lists),
    )
  })
  return element('dl', { class: 'fields' }, ...rows)
}

/** What an operation does, without what a list of links has no room for. */
const briefly = ({ summary = '', operationId }) => summary.split(/[;:(]/)[0].trim() || operationId

function contentsOf([name, entries]) {
  const links = entries.map(({ operation }) =>
    element('li', {}, element('a', { href: `#${operation.operationId}` }, briefly(operation))),
  )
  return element('section', {}, element('h2', {}, name), element('ul', {}, ...links))
}

function openNamed() {
  const section = byId(decodeURIComponent(location.hash.slice(1)))
  if (!section?.matches('.operation')) return
  section.open = true
  section.scrollIntoView()
}

function filter(text) {
  const words = text.toLowerCase().split(/\s+/)
  for (const group of document.querySelectorAll('main > section')) {
    const sections = [...group.querySelectorAll('.operation')]
    for (const section of sections) {
      section.hidden = !words.every((word) => section.dataset.words.includes(word))
      const link = document.querySelector(`nav a[href="#${section.id}"]`)
      link.parentElement.hidden = section.hidden
    }
    group.hidden = sections.every((section) => section.hidden)
  }
  for (const group of document.querySelectorAll('nav section')) {
    group.hidden = group.querySelector('li:not([hidden])') === null
  }
}

async function show() {
  const api = await (await fetch('/api/openapi.json')).json()
  const groups = [...groupsOf(api)]
  byId('contents').replaceChildren(...groups.map(contentsOf))
  const sections = groups.map(([name, entries]) =>
    element('section', {}, element('h2', {}, name), ...entries.map((entry) => sectionOf(entry, api))),
  )
  byId('operations').replaceChildren(element('p', { class: 'about' }, api.info.description), ...sections)
  byId('filter').addEventListener('input', (event) => filter(event.target.value))
  addEventListener('hashchange', openNamed)
  openNamed()
}

show().catch(() => {
  byId('state').textContent = 'The document of the API could not be loaded. Reload the page to try again.'
})
