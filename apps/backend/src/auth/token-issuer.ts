/** Issuer and audience of access tokens: a name, so that the server may move to another address. */
export const tokenIssuer = 'todo'
