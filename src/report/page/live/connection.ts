/** Says whether the server is heard. */
import { one } from "../dom.ts";

export const startConnection = (): ((isConnected: boolean) => void) => {
  const line = one("#connection")!;
  return (isConnected) => {
    const words = isConnected ? "live" : "connection lost, trying again";
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("lost", !isConnected);
    line.hidden = false;
  };
};
