import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}
label{display:block;margin:1rem 0}input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}
button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}[role=alert]{border-left:.25rem solid;padding-left:1rem}`

/** No script, nothing from elsewhere, and forms only to this server. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type Html = ReturnType<typeof html>

/** A plain page. What stands in `content` was escaped by the `html` tag. */
export async function page(title: string, content: Html, status = 200): Promise<Response> {
  const document = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – todo</title><style>${raw(style)}</style></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`
  return new Response(`${document}`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}

export const alert = (message: string | null): Html | '' =>
  message === null ? '' : html`<p role="alert">${message}</p>`

/** The fields of a form that was sent; what is missing is empty. */
export async function formOf(request: Request): Promise<(name: string) => string> {
  const fields = new URLSearchParams(await request.text())
  return (name) => fields.get(name) ?? ''
}
