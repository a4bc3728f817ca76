import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { en } from '../../../i18n/en.ts'
import { SpeakWith } from '../../../i18n/texts.tsx'
import { Markdown } from './markdown.tsx'

/** What a browser gets to see. */
const shown = (text: string): string =>
  renderToStaticMarkup(
    // biome-ignore lint/correctness/noChildrenProp: they are a member that has to be there
    createElement(SpeakWith, { texts: en, locale: 'en', children: createElement(Markdown, { text }) }),
  )

/** Names of elements and attributes in a page; text in between has no angle brackets. */
const parts = (html: string) => ({
  elements: new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name)),
  attributes: new Set([...html.matchAll(/ ([a-zA-Z-]+)="/g)].map(([, name]) => name)),
  hrefs: [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
})

describe('a description in Markdown', () => {
  it('shows what people write', () => {
    expect(shown('Ask **Grace**, *soon*')).toContain('Ask <strong>Grace</strong>, <em>soon</em>')
    expect(shown('one\ntwo')).toContain('one<br/>two')
    expect(shown('# Head')).toMatch(/<h3[^>]*>Head<\/h3>/)
    expect(shown('- a\n- b')).toMatch(/<ul[^>]*><li[^>]*>a<\/li><li[^>]*>b<\/li><\/ul>/)
    expect(shown('3. a')).toMatch(/<ol [^>]*start="3"/)
    expect(shown('- [x] a')).toContain('Done: </span>a')
    expect(shown('`a < b`')).toContain('a &lt; b</code>')
    expect(shown('a < b & c')).toContain('a &lt; b &amp; c')
    expect(shown('| a |\n|---|\n| b |')).toMatch(/<th[^>]*>a<\/th>.*<td[^>]*>b<\/td>/)
  })

  it('opens links to the web and to mailboxes apart from this page, which they learn nothing of', () => {
    const html = shown(
      'https://example.org/a?b=1 and [mail](mailto:ada@example.org) and <http://example.org>',
    )
    expect(parts(html).hrefs).toEqual([
      'https://example.org/a?b=1',
      'mailto:ada@example.org',
      'http://example.org/',
    ])
    expect(html.match(/rel="noopener noreferrer"/g)).toHaveLength(3)
    expect(html.match(/target="_blank"/g)).toHaveLength(3)
  })

  it('makes an image a link, and loads nothing', () => {
    const html = shown('![A cat](https://evil.example/pixel.gif)')
    expect(html).not.toContain('<img')
    expect(html).toContain('>A cat</a>')
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](<java\nscript:alert(1)>)',
    '[x](\u0001javascript:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](java&Tab;script:alert(1))',
    '[x](&#x6A;avascript&colon;alert(1))',
    '[x](javascript&#58;alert(1))',
    '<javascript:alert(1)>',
    '[x](data:text/html,<script>alert(1)</script>)',
    '![x](data:image/svg+xml;base64,PHN2Zz4=)',
    '[x](vbscript:msgbox(1))',
    '[x](file:///etc/passwd)',
    '[x](blob:https://example.org/1)',
    '[x](//evil.example)',
    '[x](/logout)',
    '[x](https:)',
    '[x][1]\n\n[1]: javascript:alert(1)',
  ])('leaves %j the text that it is', (text) => {
    expect(parts(shown(text)).hrefs).toEqual([])
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="alert(1)">b</b>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<style>*{display:none}</style>',
    '<!--><script>alert(1)</script>-->',
    '"><script>alert(1)</script>',
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](https://a.example "\\"onmouseover=\\"alert(1)")',
    '```"><script>alert(1)</script>\na\n```',
    '`<script>`<script>alert(1)</script>',
    '[<img src=x onerror=alert(1)>](https://a.example)',
    '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
  ])('makes no element of %j but its own', (text) => {
    const { elements, attributes } = parts(shown(text))
    const own = ['div', 'p', 'a', 'pre', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'br', 'span']
    expect([...elements].filter((name) => !own.includes(String(name)))).toEqual([])
    const plain = ['class', 'dir', 'href', 'title', 'target', 'rel']
    expect([...attributes].filter((name) => !plain.includes(String(name)))).toEqual([])
  })

  const huge = 10_000
  it.each([
    ['quotes in quotes', '>'.repeat(huge)],
    ['lists in lists', Array.from({ length: 140 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
    ['brackets', '['.repeat(huge)],
    ['half links', '[a]('.repeat(huge / 4)],
    ['stars', '*a '.repeat(huge / 3)],
    ['stars without an end', '*'.repeat(huge)],
    ['nested emphasis', `${'**a '.repeat(huge / 8)}${' a**'.repeat(huge / 8)}`],
    ['ticks', '`'.repeat(huge / 2) + 'a'.repeat(huge / 2)],
    ['half tags', '<a '.repeat(huge / 3)],
    ['tildes', '~a~ '.repeat(huge / 4)],
    ['a table', `${'|a'.repeat(huge / 8)}|\n${'|-'.repeat(huge / 8)}|\n${'|a'.repeat(huge / 8)}|`],
    ['one word', 'a'.repeat(huge)],
    ['addresses', 'www.a.example '.repeat(huge / 14)],
    ['mail addresses', 'a@a.example '.repeat(huge / 12)],
    ['spaces', `a${' '.repeat(huge)}b`],
  ])('reads ten thousand characters of %s', (_, text) => {
    expect(shown(text).length).toBeGreaterThan(0)
  })

  it('shows everything that is nested too deeply, as it was typed', () => {
    expect(shown(`${'> '.repeat(60)}deep`)).toContain('deep')
    expect(shown(`${'>'.repeat(huge)}deep`)).toContain('deep')
  })
})
