const yes = /^(?:yes|y|yep|yeah|yes please|ok|okay|sure|do it|go ahead|yes,? do it|approve)[.! ]*$/i
const no =
  /^(?:no|n|nope|no thanks|no,? thank you|don['’]?t|do not|no,? don['’]?t|refuse|cancel|never ?mind)[.! ]*$/i

/** A plain "yes" or "no"; `null` for anything else. */
export function consentIn(message: string): boolean | null {
  const text = message.trim()
  if (yes.test(text)) return true
  return no.test(text) ? false : null
}
