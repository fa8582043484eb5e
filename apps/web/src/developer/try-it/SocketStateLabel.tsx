import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { socketWords } from './socket-words.ts'
import type { SocketState } from './use-socket.ts'

/** How it stands with a connection, in a word. */
export function SocketStateLabel({ state }: { readonly state: SocketState }) {
  const words = useWords(socketWords)
  switch (state.kind) {
    case 'open':
      return (
        <StateLabel kind="done">
          {state.protocol === '' ? words('connected') : words('connectedProtocol', { protocol: state.protocol })}
        </StateLabel>
      )
    case 'connecting':
      return <StateLabel kind="running">{words('connecting')}</StateLabel>
    case 'refused':
    case 'failed':
      return <StateLabel kind="failed">{words('failed')}</StateLabel>
    case 'idle':
    case 'closed':
      return <StateLabel kind="off">{words('idle')}</StateLabel>
  }
}
