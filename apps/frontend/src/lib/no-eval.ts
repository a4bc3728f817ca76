import { config } from 'zod'

// Zod would try to make functions from text, which the page's policy forbids, and the browser would report it.
config({ jitless: true })
