/** Where the chat stands: beside a view, or as one. */
export type Place = 'panel' | 'page'
