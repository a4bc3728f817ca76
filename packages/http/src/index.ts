export {
  callerAddress,
  callerBehind,
  networkOf,
  rememberConnection,
  type TrustedProxies,
  trustProxies,
} from './address.ts'
export { type BodyVariables, bodyBytesMax, limitBody, readBody, refuseBody } from './body.ts'
export { checkAddress } from './check-address.ts'
export { answerClientErrors } from './client-error.ts'
export { HttpError, type HttpErrorCode, httpErrors, statusOfCode } from './errors.ts'
export { exchangeSecret } from './exchange-secret.ts'
export { issuesOf, type SchemaIssue } from './issues.ts'
export {
  type Count,
  createLimiter,
  type Limiter,
  type LimiterOptions,
  runningWindows,
  type Verdict,
} from './limiter.ts'
export { isOwnOrigin, type OriginHeaders } from './origin.ts'
export { describeError, type Problem, problemResponse } from './problem.ts'
export { mcpResource, protectedResource, protectedResourcePath } from './protected-resource.ts'
export { rateLimited, rateLimitHeaders, type Verdicts } from './rate-limit.ts'
export { refuseUpgrade } from './refuse-upgrade.ts'
export { type RequestIdVariables, requestId, requestIdOf } from './request-id.ts'
export { createRevocations, type Revocations } from './revocations.ts'
export { securityHeaders } from './security-headers.ts'
export {
  clearSessionCookies,
  readSessionCookies,
  type SessionCookies,
  type SetSessionCookies,
  setSessionCookies,
} from './session-cookies.ts'
export { type GracefulServer, gracefulServer, type Patience } from './stop.ts'
export { streamOf } from './stream-of.ts'
export {
  createTokenVerifier,
  type Principal,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './tokens.ts'
export { isDataException, isUnavailable } from './unavailable.ts'
