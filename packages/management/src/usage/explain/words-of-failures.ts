import { type Advice, publisherPage, type RefusalFacts, type RefusalWords } from './refusal-facts.ts'

const tellPublisher: Advice = {
  code: 'ReportToPublisher',
  text: 'Nothing is wrong with the call. Tell the publisher its id.',
}
const again: Advice = { code: 'CallAgain', text: 'Call again after a moment.' }

/** @param mend what a publisher can do */
const failure = (title: string, text: string, mend: (facts: RefusalFacts) => readonly Advice[]): RefusalWords => ({
  title: () => title,
  // What is behind the API is the publisher's business.
  text: ({ isPublisher, record }) => (isPublisher && record.lastError ? `${text} ${record.lastError.message}` : text),
  advice: (facts) => (facts.isPublisher ? mend(facts) : [tellPublisher]),
})

const backends = (facts: RefusalFacts): string => publisherPage(facts, '/backends')

/** Words about what failed behind the gateway or in it. */
export const wordsOfFailures: Readonly<Record<string, RefusalWords>> = {
  BackendConnectionFailure: failure(
    'The backend could not be reached.',
    'The gateway took the call, but found nobody behind it.',
    (facts) => [
      {
        code: 'CheckBackend',
        text: 'Check the Web service URL of the API, and whether the backend answers there.',
        href: backends(facts),
      },
    ],
  ),
  Timeout: failure(
    'The backend took too long.',
    'It did not begin its answer in the time that the policy gives it.',
    () => [{ code: 'RaiseTimeout', text: 'Make the backend faster, or give the policy a longer timeout.' }],
  ),
  BackendUnavailable: {
    title: () => 'The backend is left alone for a while.',
    text: () =>
      'It failed so often that its circuit breaker opened: until it closes again, calls are refused without asking it.',
    advice: (facts) =>
      facts.isPublisher
        ? [
            {
              code: 'MendBackend',
              text: 'Find out why the backend fails; its rules say for how long it is left alone.',
              href: backends(facts),
            },
          ]
        : [again, tellPublisher],
  },
  BackendStatusFailed: failure('The backend answered with an error.', 'The policy takes that for a failure.', () => [
    { code: 'MendBackend', text: 'Mend the backend, or take fail-on-error-status-code out of the policy.' },
  ]),
  ResponseNotValid: failure(
    'The answer of the backend does not fit the definition of the API.',
    'It was held back.',
    () => [
      {
        code: 'MendDefinition',
        text: 'Compare the answer with the definition of the operation, and mend one of them.',
      },
    ],
  ),
  ResponseTooLarge: failure(
    'The answer of the backend is too long for a policy.',
    'A policy reads the whole answer, and may read only so much of one.',
    () => [{ code: 'TakeOutReader', text: 'Take out the policy that reads the answer, or make the answer smaller.' }],
  ),
  ExpressionValueEvaluationFailure: failure(
    'An expression in a policy failed.',
    'The policy could not work out a value that it needs.',
    () => [
      { code: 'TraceCall', text: 'Run the call with a trace: it shows which expression failed and what it was given.' },
      { code: 'GuardExpression', text: 'Let the expression take what is missing into account.' },
    ],
  ),
  ClientConnectionFailure: {
    title: () => 'The client went away.',
    text: () => 'It closed its connection before the answer was complete.',
    advice: () => [{ code: 'WaitLonger', text: 'Give the client a longer timeout, if it gave up waiting.' }],
  },
  InternalError: failure('Something failed inside the gateway.', 'That is a fault of the program.', () => [
    { code: 'ReadLog', text: 'Look up the id of the call in the log of the role gateway, and report what it says.' },
  ]),
}

/** By the rule, where it refuses for one reason only. */
export const wordsOfRules: Readonly<Record<string, RefusalWords>> = {
  routing: {
    title: ({ record }) =>
      record.api === undefined ? 'No API has this address.' : 'No operation of the API takes this call.',
    text: ({ record }) =>
      record.api === undefined
        ? 'The path begins with the API URL suffix of none of the APIs, or the version that it names is not there.'
        : `The API '${record.api}' has no operation with the method ${record.method} whose URL template fits the path.`,
    advice: (facts) => {
      const { record, isPublisher } = facts
      const compare =
        'Compare method and path with the documentation of the API; upper and lower case matter in operations.'
      const href = record.api === undefined ? '/apis' : `/apis/${encodeURIComponent(record.api)}`
      return [
        { code: 'CompareAddress', text: compare },
        ...(isPublisher
          ? [{ code: 'AddOperation', text: 'Add an operation for it.', href: publisherPage(facts, href) }]
          : []),
      ]
    },
  },
  overload: {
    title: () => 'The gateway had too much to do.',
    text: () => 'It refuses calls early rather than let all of them wait.',
    advice: ({ isPublisher }) => [
      again,
      ...(isPublisher ? [{ code: 'AddGateways', text: 'Give the gateway more workers, or run more gateways.' }] : []),
    ],
  },
}
