/** Without it the provider gives out no refresh token. Whoever lets an agent in lets it in until they end that. */
export const refreshScope = 'offline_access'
/** Where somebody is asked whether an agent may, and told why it may not. */
export const consentPage = '/oauth/consent'
export const loginPage = '/login'
