import { AppError, type GatewayAnswer, type GatewayQuestion, type GatewayQuestionLine } from '@sluice/contracts'

/** Questions to the gateways that follow the snapshot stream of this process, and their answers. */
export interface GatewayChannel {
  /** A stream begins. @param onQuestion is told that there is something to take */
  connect(onQuestion: () => void): GatewayConnection
  /**
   * Asks every connected gateway.
   * @param questionOf gets the connection's id; undefined = this one is not asked
   * @param isEnough whether the answers of some will do where others do not answer; default: they will not
   * @throws AppError `NoGatewayConnected`, or `GatewayNotAnswering` when one of them does not answer in time
   */
  ask(
    questionOf: (gateway: string) => GatewayQuestion | undefined,
    isEnough?: (answers: readonly AnswerOfGateway[]) => boolean,
  ): Promise<readonly AnswerOfGateway[]>
  /** Of each connected gateway, the last change that it has been sent; undefined = it still gets everything. */
  sentChanges(): readonly (number | undefined)[]
  /** A gateway answers; an answer that nobody waits for any more is passed over. */
  answer(id: string, answer: GatewayAnswer): void
}

export interface GatewayConnection {
  /** Lines to send, each once. */
  take(): readonly GatewayQuestionLine[]
  /** The gateway has taken everything up to this change. */
  sent(changeNumber: number): void
  close(): void
}

export interface AnswerOfGateway {
  readonly gateway: string
  readonly answer: GatewayAnswer
}

interface Connection {
  readonly id: string
  readonly waiting: GatewayQuestionLine[]
  readonly onQuestion: () => void
  changeNumber: number | undefined
}

const defaultTimeoutMs = 2_000

export function createGatewayChannel(options: {
  /** Identifiers that nobody guesses. */
  readonly guid: () => string
  /** Default 2 000. */
  readonly timeoutMs?: number
}): GatewayChannel {
  const { guid, timeoutMs = defaultTimeoutMs } = options
  const connections = new Map<string, Connection>()
  const pending = new Map<string, (answer: GatewayAnswer | undefined) => void>()

  function askOne({ waiting, onQuestion }: Connection, question: GatewayQuestion): Promise<GatewayAnswer | undefined> {
    return new Promise((resolve) => {
      const id = guid()
      const finish = (answer: GatewayAnswer | undefined) => {
        clearTimeout(timer)
        pending.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(finish, timeoutMs, undefined)
      pending.set(id, finish)
      waiting.push({ type: 'question', id, question })
      onQuestion()
    })
  }

  return {
    connect(onQuestion) {
      const connection: Connection = { id: guid(), waiting: [], onQuestion, changeNumber: undefined }
      connections.set(connection.id, connection)
      return {
        take: () => connection.waiting.splice(0),
        sent(changeNumber) {
          connection.changeNumber = changeNumber
        },
        close: () => connections.delete(connection.id),
      }
    },
    async ask(questionOf, isEnough) {
      if (connections.size === 0) throw new AppError('NoGatewayConnected', {})
      const asked = [...connections.values()].flatMap((connection) => {
        const question = questionOf(connection.id)
        return question === undefined ? [] : [{ gateway: connection.id, answer: askOne(connection, question) }]
      })
      const answers = await Promise.all(asked.map(async ({ gateway, answer }) => ({ gateway, answer: await answer })))
      const given = answers.flatMap(({ gateway, answer }) => (answer === undefined ? [] : [{ gateway, answer }]))
      if (given.length < asked.length && isEnough?.(given) !== true) {
        throw new AppError('GatewayNotAnswering', { answered: given.length, connected: asked.length })
      }
      return given
    },
    sentChanges: () => [...connections.values()].map(({ changeNumber }) => changeNumber),
    answer(id, answer) {
      pending.get(id)?.(answer)
    },
  }
}
