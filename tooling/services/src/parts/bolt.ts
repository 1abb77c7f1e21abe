import neo4j, { type Driver } from "neo4j-driver";

/** Whether a Neo4j answers at a URL that holds user and password. */
export async function answersBolt(url: string): Promise<boolean> {
  const { username, password, host } = new URL(url);
  return ask({ host, username, password }, async (driver) => {
    await driver.executeQuery("RETURN 1");
  });
}

/** Gives a new server's user `neo4j` a password, without which it lets nobody do anything. False while it does not answer. */
export async function setFirstPassword(host: string, password: string): Promise<boolean> {
  return ask({ host, username: "neo4j", password: "neo4j" }, async (driver) => {
    await driver.executeQuery("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", { password }, { database: "system" });
  });
}

async function ask(
  { host, username, password }: { host: string; username: string; password: string },
  question: (driver: Driver) => Promise<void>,
): Promise<boolean> {
  const options = { connectionTimeout: 2000, maxTransactionRetryTime: 0 };
  const driver = neo4j.driver(`bolt://${host}`, neo4j.auth.basic(username, password), options);
  try {
    await question(driver);
    return true;
  } catch {
    return false;
  } finally {
    await driver.close();
  }
}
