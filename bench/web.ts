import type { Figure } from './figure.ts'
import { keyFigures } from './web/keys.ts'
import { loadFigures } from './web/load.ts'

/** The web app in Chromium, on the whole product. */
export const webFigures: Figure[] = [...loadFigures, ...keyFigures]
