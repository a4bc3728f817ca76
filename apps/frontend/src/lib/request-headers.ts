/** Set by the server for the layout: whether a session came with the request (`some`, `none`), and its address. */
export const sessionHeader = 'x-todo-session'
export const addressHeader = 'x-todo-address'
/** The version of the app; set in answers too. */
export const buildHeader = 'x-todo-build'
/** What scripts of the page carry, so that the browser runs them. */
export const nonceHeader = 'x-todo-nonce'
