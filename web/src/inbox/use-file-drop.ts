import { type DragEvent, useState } from 'react';

/** Takes files that are dropped onto an element. The button beside it does the same by keyboard. */
export function useFileDrop(onFiles: (files: readonly File[]) => unknown) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop(event: DragEvent) {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
