/** A place where one request may end and another begin. */
export type Boundary = { end: number; next: number; strong: boolean }

const BOUNDARY =
  /\s*\n\s*|\s*;\s*|(?<=[\p{L}\p{N}\ue000-\ue0ff)])\s*[.!?]+\s+(?=\S)|,?\s+(?:and\s+)?(?:then|afterwards|after that)\s+|,\s*(?:and|but|plus)?\s*(?:also\s+)?|\s+(?:and|but|plus|&)\s+(?:also\s+)?/giu
const STRONG = /^[\s.!?;\n]+$/
const BEGINNING =
  /^(?:(?:please|also|then|now|can you|could you|would you|and|finally|afterwards|next,|first,?|you can|just|i want you to|i'd like to|let me|let's) )*(?:add|create|insert|make (?:a|an|it|that|this|them|those|these|sure|#?\d|the|task|[\ue000-\ue0ff]|\p{L}+ (?:urgent|important|due|high|low))|new (?:task|todo)|task:|todo:|remind me|reminder|set|show|list|display|what|which|how many|how about|find|search|look|mark|flag|complete|finish|close|tick|check|cross|delete|remove|erase|trash|get rid|throw|discard|move|re-?schedule|postpone|push|shift|delay|defer|snooze|bring|change|update|rename|retitle|tag|label|untag|undo|redo|revert|reopen|re-open|restore|start|begin|prioriti[sz]e|deprioriti[sz]e|cancel|clear|drop|raise|lower|bump|put|schedule|plan|give|tell|open|help|don't|do not|dont|never|i(?:'ve| have)? (?:just )?(?:finished|completed|done|did|need|have to|must)|i'm done|(?:it|that)(?! is\b|'s\b)|those|them|(?:task )?#?\d+ (?:as|is|to|on|for|should|done|urgent|tomorrow|today)|the (?:first|second|third|fourth|fifth|last|other)|call (?:it|#)|describe|uncheck|should|is|are|do|does|thanks|thank you|no|wait|stop|any|anything|done|save)(?![\p{L}\p{N}'-])/iu

/** Where the text may be parted: what follows begins like a request. */
export function boundariesOf(text: string): Boundary[] {
  const found: Boundary[] = []
  for (const match of text.matchAll(BOUNDARY)) {
    const next = match.index + match[0].length
    if (match.index === 0 || !BEGINNING.test(text.slice(next))) continue
    found.push({
      end: match.index,
      next,
      strong: STRONG.test(match[0]) && match[0].trim() + match[0] !== ' ',
    })
  }
  return found
}
