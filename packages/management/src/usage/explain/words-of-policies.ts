import type { Advice, RefusalFacts, RefusalWords } from './refusal-facts.ts'

const advise = (code: string, text: string): Advice => ({ code, text })

/** @param publisher what whoever may change the policy can do besides */
const words = (title: string, text: string, caller: Advice, publisher?: Advice): RefusalWords => ({
  title: () => title,
  text: () => text,
  advice: ({ isPublisher }: RefusalFacts) => (isPublisher && publisher !== undefined ? [caller, publisher] : [caller]),
})

const newToken = advise(
  'GetNewToken',
  'Ask the issuer for a new token that is meant for this API, and send it as it is.',
)
const compareToken = advise(
  'CompareTokenPolicy',
  'Compare issuer, keys, audiences and claims of the policy with the token.',
)
const token = (title: string, text: string) => words(title, text, newToken, compareToken)

/** Words about what policies demand of a call. */
export const wordsOfPolicies: Readonly<Record<string, RefusalWords>> = {
  CallerIpNotAllowed: words(
    'Calls from this address are not allowed.',
    'The API takes calls only from addresses that its ip-filter policy lists; this one is not among them.',
    advise('CallFromAllowedAddress', 'Call from an address that is allowed, or ask the publisher to allow this one.'),
    advise('AllowAddress', 'Add the address to the policy; behind a proxy, compare it with the proxy’s own.'),
  ),
  CallerIpBlocked: words(
    'Calls from this address are blocked.',
    'The address is on the list of those that the ip-filter policy keeps out.',
    advise('CallFromOtherAddress', 'Call from another address, or ask the publisher to take this one off the list.'),
    advise('UnblockAddress', 'Take the address out of the policy.'),
  ),
  FailedToParseCallerIP: words(
    'The address of the caller could not be read.',
    'The ip-filter policy decides by the address of the connection, which is none that it knows.',
    advise('ReportToPublisher', 'Tell the publisher the id of this call.'),
    advise('LookAtProxy', 'Look at what stands between the caller and the gateway.'),
  ),
  HeaderNotFound: words(
    'A header is missing that the API demands.',
    'The check-header policy of the API wants a header that the call did not have.',
    advise('SendHeader', 'Send the header that the documentation of the API names.'),
    advise('LoosenHeaderCheck', 'Change the policy where the header should not be needed.'),
  ),
  HeaderValueNotAllowed: words(
    'A header has a value that the API does not take.',
    'The check-header policy of the API lists the values that it takes; the one that was sent is none of them.',
    advise('SendHeaderValue', 'Send one of the values that the documentation of the API names.'),
    advise('AllowHeaderValue', 'Add the value to the policy.'),
  ),
  TokenNotPresent: words(
    'The call had no token.',
    'The API takes calls only with a JSON Web Token, and there was none where the policy looks for it.',
    advise(
      'SendToken',
      'Send the token in the header Authorization, as `Bearer` and the token, unless the API says otherwise.',
    ),
    advise('CompareTokenPlace', 'Compare header-name and query-parameter-name of the policy with what clients send.'),
  ),
  JwtInvalid: token('The token cannot be used.', 'It is no JSON Web Token in the form that the policy demands.'),
  TokenSignatureInvalid: token('The signature of the token is wrong.', 'No key that the policy trusts verifies it.'),
  TokenSignatureKeyNotFound: token(
    'The token is signed with an unknown key.',
    'It names a key that the issuer whom the policy trusts does not have.',
  ),
  TokenExpired: token('The token has expired.', 'Tokens are good until the time that stands in them; that is over.'),
  TokenAudienceNotAllowed: token(
    'The token is meant for something else.',
    'Its audience is none that the policy allows.',
  ),
  TokenIssuerNotAllowed: token('The token comes from somebody else.', 'Its issuer is none that the policy trusts.'),
  TokenClaimNotFound: token(
    'The token does not say enough.',
    'It lacks claims that the policy demands, often a scope.',
  ),
  TokenClaimValueNotAllowed: token(
    'The token does not give the right that is needed.',
    'A claim of it has a value that the policy does not take.',
  ),
  ClientCertificateRejected: words(
    'The client certificate was not accepted.',
    'The API takes calls only with a client certificate that meets what its policy demands.',
    advise('SendCertificate', 'Call with the certificate that the publisher has registered.'),
    advise('CompareCertificate', 'Compare thumbprint, issuer and validity of the certificate with the policy.'),
  ),
  RequestNotValid: words(
    'The request does not fit the definition of the API.',
    'Parameters, headers or body differ from what the definition of the operation says; the answer names the first fault.',
    advise('MendRequest', 'Compare the request with the documentation of the operation.'),
    advise('MendDefinition', 'Where the request is right, mend the definition of the operation.'),
  ),
  CallbackParameterInvalid: words(
    'The callback parameter is no name of a function.',
    'The jsonp policy puts the answer into a call of that function, so only an identifier of JavaScript will do.',
    advise('MendCallback', 'Send letters, digits, `_` and `$`, parts joined by dots.'),
  ),
  RequestTooLarge: words(
    'The body of the request is too long.',
    'A policy reads the whole body, and may read only so much of one.',
    advise('SendLess', 'Send a smaller body.'),
    advise('TakeOutReader', 'Take out the policy that reads the body, or raise the limit of the gateway.'),
  ),
  ResponseReturned: words(
    'A policy of the API answered the call itself.',
    'The call did not go to the backend: the policy ends it with an answer of its own.',
    advise('ReadAnswer', 'Read the body of the answer: the publisher wrote it.'),
    advise('LookAtCondition', 'Look at the conditions around the policy.'),
  ),
  OriginNotAllowed: words(
    'Pages of this origin may not call the server.',
    'A browser sent the call for a page that no cors policy of the MCP server allows.',
    advise('CallWithoutPage', 'Call from a page that is allowed, or not from a page.'),
    advise('AllowOrigin', 'Add the origin to a cors policy of the server.'),
  ),
  MethodNotAllowed: words(
    'The MCP server takes messages by POST only.',
    'Another method was used for a message.',
    advise('UsePost', 'Send messages with POST, as the protocol says.'),
  ),
  MessageInvalid: words(
    'The body is no message of the protocol.',
    'An MCP server takes one JSON-RPC message in a request.',
    advise('SendOneMessage', 'Send one message at a time, as JSON.'),
  ),
}
