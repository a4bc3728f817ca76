import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from './compare.ts'
import { queryTokens, searchTokens, titleHits } from './tokens.ts'

/** Whether a text is found by a query: the one rule that every store keeps. */
function finds(text: string, query: string): boolean {
  const words = searchTokens(text)
  const wanted = queryTokens(query)
  return wanted.length > 0 && wanted.every((token) => words.some((word) => word.startsWith(token)))
}

describe('search words', () => {
  it.each([
    ['Buy MILK', 'mil'],
    ['Crème brûlée', 'creme bru'],
    ['creme brulee', 'CRÈME'],
    ['Straße fegen', 'straße'],
    ['ﬁx the ﬂat', 'fix flat'],
    ['Ａｎｎａ anrufen', 'anna'],
    ['Позвонить маме', 'позв'],
    ['Τηλεφώνημα', 'τηλεφωνημα'],
    ['اتصل بأمي', 'اتصل'],
    ['להתקשר לאמא', 'להת'],
    ['東京都に行く', '東京'],
    ['東京都に行く', '都'],
    ['東京', '京'],
    ['ซื้อนม', 'นม'],
    ['한국어 공부', '한국'],
    ['e-mail bob@home.org', 'home'],
    ['C# homework', 'c'],
    ['v1.2.3 release', '2'],
    ['Straße fegen', 'STRASSE'],
    ['Løb en tur', 'lob'],
    ['ΟΔΟΣΗΜΑ', 'οδος'],
    ['İstanbul', 'istanbul'],
    ['ёлка', 'елка'],
    ['किताब पढ़ना', 'किता'],
    ['がんばる', 'がん'],
    ['🎂 for Anna', '🎂'],
    ['كِتَاب', 'كتاب'],
  ])('%s is found by %s', (text, query) => {
    expect(finds(text, query)).toBe(true)
  })

  it.each([
    ['Buy milk', 'ilk'],
    ['東京', '京都'],
    ['Buy milk', 'milk bread'],
    ['Buy milk', '!!!'],
    ['किताब', 'कतब'],
    ['がき', 'かき'],
  ])('%s is not found by %s', (text, query) => {
    expect(finds(text, query)).toBe(false)
  })

  it('finds a text by itself, in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        if (queryTokens(text).length > 0) expect(finds(text, text)).toBe(true)
      }),
    )
  })

  it('takes the same words from a text whether another script stands beside it or not', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(searchTokens(`${text} ж`)).toEqual([...searchTokens(text), 'ж'])
      }),
    )
  })

  it('counts the words that begin one of the title', () => {
    expect(titleHits('Buy oat milk', queryTokens('mil buy bread'))).toBe(2)
  })
})

describe('compareText', () => {
  it('orders as UTF-8 bytes do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right))
        expect(Math.sign(compareText(left, right))).toBe(bytes)
      }),
    )
  })
})
