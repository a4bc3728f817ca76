import { element } from './element.js'
import { exampleOf } from './schema.js'

const shownMax = 200_000

/** A form that sends the operation to this server and shows what it answers. */
export function tryForm({ method, path, operation, parameters }, api, credential) {
  const inputs = parameters.map((parameter) => inputOf(parameter))
  const body = bodyInputs(operation, api)
  const send = element('button', {}, 'Send')
  const answer = element('div', { class: 'answer', role: 'status' })
  const form = element(
    'form',
    {},
    ...inputs.map(({ label }) => label),
    ...body.labels,
    element('div', { class: 'send' }, send),
    answer,
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    send.disabled = true
    const request = requestOf({ method, path }, inputs, body, credential.value.trim())
    answer.replaceChildren(...(await exchange(request, credential)))
    send.disabled = false
  })
  return form
}

function inputOf({ name, in: place, required, schema }) {
  const values = schema?.enum
  const options = values && ['', ...values].map((value) => element('option', { value }, value))
  const input = values
    ? element('select', { required: required === true }, ...options)
    : element('input', { required: required === true, autocomplete: 'off' })
  const note = place === 'query' ? '' : ` (${place})`
  return { name, place, input, label: element('label', {}, element('b', {}, name), note, input) }
}

function bodyInputs({ requestBody }, api) {
  const types = Object.keys(requestBody?.content ?? {})
  if (types.length === 0) return { labels: [], read: () => null }
  const options = types.map((each) => element('option', { value: each }, each))
  const type = element('select', { 'aria-label': 'Type of the body' }, ...options)
  const text = element('textarea', { spellcheck: 'false' })
  const fill = () => {
    const { schema } = requestBody.content[type.value]
    text.value = /json/.test(type.value) ? JSON.stringify(exampleOf(schema, api), null, 2) : ''
  }
  type.addEventListener('change', fill)
  fill()
  const label = element('label', { class: 'wide' }, element('b', {}, 'body'), ` ${types[0]}`, text)
  const choice = element('label', { class: 'wide' }, 'Type of the body', type)
  return {
    labels: types.length > 1 ? [choice, label] : [label],
    read: () => (text.value === '' ? null : { type: type.value, text: text.value }),
  }
}

function requestOf({ method, path }, inputs, body, credential) {
  const given = inputs.filter(({ input }) => input.value !== '')
  const query = new URLSearchParams()
  const headers = new Headers()
  let address = path
  for (const { name, place, input } of given) {
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(input.value))
    else if (place === 'query') query.append(name, input.value)
    else headers.set(name, input.value)
  }
  const content = body.read()
  if (content) headers.set('content-type', content.type)
  if (credential !== '') headers.set('authorization', `Bearer ${credential}`)
  const target = query.size > 0 ? `${address}?${query}` : address
  return { target, init: { method, headers, ...(content && { body: content.text }), redirect: 'manual' } }
}

async function exchange({ target, init }, credential) {
  const began = performance.now()
  try {
    const response = await fetch(target, { ...init, credentials: 'same-origin', cache: 'no-store' })
    const text = await response.text()
    const took = Math.round(performance.now() - began)
    const status = element('strong', { class: response.ok ? 'good' : 'bad' }, `${response.status}`)
    const line = element('p', {}, status, ` ${init.method} ${target} in ${took} ms`)
    return [line, ...adopt(text, credential), headersOf(response), element('pre', {}, pretty(text))]
  } catch (error) {
    return [element('p', { class: 'bad' }, `The request was not answered: ${error.message}`)]
  }
}

/** Who signed in here wants to go on as that person. */
function adopt(text, credential) {
  const token = membersOf(text).accessToken
  if (typeof token !== 'string') return []
  credential.value = token
  return [element('p', {}, 'Signed in: the access token stands above, and goes with each request.')]
}

function headersOf(response) {
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  const summary = element('summary', {}, `${lines.length} headers`)
  return element('details', { class: 'nested' }, summary, element('pre', {}, lines.join('\n')))
}

function membersOf(text) {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}

function pretty(text) {
  if (text === '') return 'No content'
  if (text.length > shownMax) return `${text.slice(0, shownMax)}\n… (${text.length} characters)`
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
