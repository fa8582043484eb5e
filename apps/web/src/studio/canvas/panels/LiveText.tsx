import { type StoreApi, useStore } from 'zustand'

/** Says what was done on the canvas, politely. */
export const LiveText = ({ text }: { readonly text: StoreApi<{ readonly text: string }> }) => (
  <div className="visually-hidden" role="status">
    {useStore(text, (state) => state.text)}
  </div>
)
