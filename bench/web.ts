import type { Figure } from './figure.ts'
import { keyFigures } from './web/keys.ts'
import { liveFigures } from './web/live.ts'
import { loadFigures } from './web/load.ts'
import { memoryFigures } from './web/memory.ts'
import { typingFigures } from './web/typing.ts'

/** The web app in Chromium, on the whole product. */
export const webFigures: Figure[] = [
  ...loadFigures,
  ...keyFigures,
  ...typingFigures,
  ...liveFigures,
  ...memoryFigures,
]
