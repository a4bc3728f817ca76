import type { KeyboardEvent } from 'react'

/** As long as the server takes it. */
export const messageLengthMax = 4_000

/** Enter that ends a composition, as of Japanese, is not the person's word that the message is done. */
export const isSendKey = ({ key, shiftKey, altKey, keyCode, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !altKey && !nativeEvent.isComposing && keyCode !== 229
