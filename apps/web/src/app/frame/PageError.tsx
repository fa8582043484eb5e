import { useRouter } from '@tanstack/react-router'
import { isApiError } from '../../shared/api-client/api-error.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'

/** In place of a page that could not be drawn; the frame around it stays. */
export function PageError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter()
  if (isApiError(error) && error.status === 404) return <NotFoundPage />
  if (isApiError(error) && error.status === 403) return <NotAllowedPage />
  return (
    <div style={{ padding: 24 }}>
      <ErrorState
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}
