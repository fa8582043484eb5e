import { ErrorDetail } from './ErrorState.tsx'
import { Notice } from './Notice.tsx'

/** What the user has just asked for failed: announced, with what the server said. */
export const ErrorNotice = ({ error, title }: { readonly error: unknown; readonly title?: string }) => (
  <div role="alert">
    <Notice intent="error" {...(title === undefined ? {} : { title })}>
      <ErrorDetail error={error} />
    </Notice>
  </div>
)
