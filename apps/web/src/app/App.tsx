import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useMemo } from 'react'
import { queryClient } from '../shared/api-client/query-client.ts'
import { useScheme } from '../shared/theme/scheme.ts'
import { styleNonce } from '../shared/theme/style-nonce.ts'
import { darkTheme, lightTheme } from '../shared/theme/theme.ts'
import { MessagesProvider } from '../shared/ui/feedback/use-messages.tsx'
import { router } from './router.tsx'

export function App() {
  const scheme = useScheme()
  const renderer = useMemo(() => createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce() } }), [])
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={scheme === 'dark' ? darkTheme : lightTheme} style={{ height: '100%', background: 'none' }}>
        <QueryClientProvider client={queryClient}>
          <MessagesProvider>
            <RouterProvider router={router} />
          </MessagesProvider>
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  )
}
