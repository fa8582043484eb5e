import { lazy, Suspense } from 'react'
import { Loading } from '../feedback/Loading.tsx'
import type { CodeEditorProps } from './EditorView.tsx'

const EditorView = lazy(() => import('./EditorView.tsx').then((module) => ({ default: module.EditorView })))

/** A text editor for JSON, XML and the like. Tab leaves it, Ctrl/⌘ ] and [ indent; it is loaded when it is needed. */
export const CodeEditor = (props: CodeEditorProps) => (
  <Suspense fallback={<Loading lines={4} />}>
    <EditorView {...props} />
  </Suspense>
)
