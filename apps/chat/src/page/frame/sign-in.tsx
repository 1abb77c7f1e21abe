import { type FormEvent, type ReactElement, useState } from "react";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { signIn } from "../server/sign-in.ts";
import { useAction } from "../server/use-action.ts";
import { Mark } from "./mark.tsx";
import "./lonely.css";

/** Where the token is missing or wrong: says where to find it, and takes it here too. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }): ReactElement {
  const [token, setToken] = useState("");
  const { run, busy, error } = useAction(async (given: string) => {
    await signIn(given);
    onSignedIn();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run(token.trim().replace(/^.*#t=/, ""));
  };
  return (
    <main className="lonely">
      <Mark />
      <h1>This memory is locked</h1>
      <p>
        Open the address that Pagefile printed in the terminal when it started. It ends in <kbd>#t=…</kbd> and lets this browser in. Or
        paste it here.
      </p>
      <form onSubmit={submit}>
        <label htmlFor="token">Address or token</label>
        <input
          id="token"
          className="field"
          autoComplete="off"
          spellCheck={false}
          required
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
        <Button type="submit" kind="primary" busy={busy}>
          Unlock
        </Button>
      </form>
      {error && <Failure error={error} />}
      <p>No terminal in sight? Start Pagefile again: it prints the same address.</p>
    </main>
  );
}
